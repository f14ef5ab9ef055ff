/** The stream that keeps the messages of a bus. */

import { InvalidInput } from "../../domain/kernel/errors.ts";
import { PARTITIONS } from "../../application/messaging/partition.ts";
import { type AskApi, NOT_FOUND, ServerRefusal } from "./api.ts";

/** How a stream is made; one that is there stays as it is. */
export interface StreamSettings {
  readonly name: string;
  /** Absent, what the stream has, or else the usual number. */
  readonly partitions?: number | undefined;
  readonly replicas: number;
  /** Milliseconds. */
  readonly maxAge: number;
}

/** A stream that is there. */
export interface OpenedStream {
  readonly partitions: number;
  /** Bytes of the largest message with its headers; the server may take less. */
  readonly messageBytes: number;
  /** What its messages do not survive; absent when one server cannot tell. */
  readonly danger: string | undefined;
  /** When it was made, which tells it from one that was there before it. */
  readonly created: string;
}

/** Milliseconds for which the server knows ids of messages that it has. */
const KNOWS_IDS_FOR = 2 * 60_000;

interface StreamInfo {
  readonly created: string;
  readonly config: {
    readonly description?: string;
    readonly subjects?: readonly string[];
    readonly storage: string;
    readonly num_replicas: number;
    readonly max_msg_size?: number;
  };
}

/**
 * Finds the stream, or makes it, after a pause when one is given.
 *
 * @throws {InvalidInput} when the stream is no bus, or one with other partitions
 * @throws {BusUnavailable}
 */
export async function openStream(
  api: AskApi,
  settings: StreamSettings,
  pause: () => Promise<void> = () => Promise.resolve(),
): Promise<OpenedStream> {
  requireSettings(settings);
  const { name } = settings;
  const found = await findStream(api, name);
  if (found === undefined) await pause();
  const { created, config } = found ?? await makeStream(api, settings);
  const partitions = partitionsOf(name, config);
  if (settings.partitions !== undefined && settings.partitions !== partitions) {
    throw refused("partitions", `are ${partitions} in the stream "${name}", for good`);
  }
  const { max_msg_size = -1 } = config;
  const messageBytes = max_msg_size < 0 ? Infinity : max_msg_size;
  return { partitions, created, messageBytes, danger: dangerOf(config) };
}

async function findStream(api: AskApi, name: string): Promise<StreamInfo | undefined> {
  try {
    return await api<StreamInfo>(`STREAM.INFO.${name}`);
  } catch (error) {
    if (error instanceof ServerRefusal && error.errorCode === NOT_FOUND.stream) return undefined;
    throw error;
  }
}

async function makeStream(api: AskApi, settings: StreamSettings): Promise<StreamInfo> {
  const { name, partitions = PARTITIONS, replicas, maxAge } = settings;
  try {
    return await api<StreamInfo>(`STREAM.CREATE.${name}`, {
      name,
      description: describe(partitions),
      subjects: [`${name}.>`],
      retention: "limits",
      discard: "old",
      storage: "file",
      num_replicas: replicas,
      max_age: nanoseconds(maxAge),
      duplicate_window: nanoseconds(Math.min(KNOWS_IDS_FOR, maxAge)),
    });
  } catch (error) {
    // Somebody else may have made it meanwhile, with other settings.
    const found = error instanceof ServerRefusal ? await findStream(api, name) : undefined;
    if (found === undefined) throw error;
    return found;
  }
}

function describe(partitions: number): string {
  return `Portico messages in ${partitions} partitions`;
}

function partitionsOf(name: string, { description = "", subjects = [] }: StreamInfo["config"]) {
  const partitions = Number(/\b(\d+) partitions\b/.exec(description)?.[1]);
  if (!subjects.includes(`${name}.>`) || !isCount(partitions, 100)) {
    throw refused(
      "name",
      `"${name}" is a stream of something else; one of a bus has the subjects "${name}.>" and a ` +
        `description such as "${describe(PARTITIONS)}"`,
    );
  }
  return partitions;
}

function dangerOf({ storage, num_replicas }: StreamInfo["config"]): string | undefined {
  if (storage !== "file") return "NATS keeps the messages in memory: they end with the server";
  if (num_replicas > 1) return undefined;
  return "One NATS server keeps the messages: a power cut can undo the last minutes of them, " +
    "unless its sync_interval is always";
}

function requireSettings({ name, partitions, replicas, maxAge }: StreamSettings): void {
  if (!/^[\w-]{1,64}$/.test(name)) {
    throw refused("name", `${JSON.stringify(name)} is not 1 to 64 of letters, digits, _ and -`);
  }
  if (partitions !== undefined && !isCount(partitions, 100)) {
    throw refused("partitions", `${partitions} is not a whole number from 1 to 100`);
  }
  if (!isCount(replicas, 5)) throw refused("replicas", `${replicas} is not from 1 to 5`);
  if (!isCount(maxAge, MOST_MILLISECONDS)) throw refused("maxAge", `${maxAge} is no time in ms`);
}

/** The server counts nanoseconds, exactly as long as they are an integer here. */
const MOST_MILLISECONDS = Math.floor(Number.MAX_SAFE_INTEGER / 1e6);

function isCount(value: number, most: number): boolean {
  return Number.isInteger(value) && value >= 1 && value <= most;
}

function refused(path: string, message: string): InvalidInput {
  return new InvalidInput("the settings of the message bus", [{ path, message }]);
}

/** Times of the server. */
export function nanoseconds(milliseconds: number): number {
  return Math.round(milliseconds * 1e6);
}
