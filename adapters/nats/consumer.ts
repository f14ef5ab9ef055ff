/** A durable consumer: the place of a group in a lane. */

import type { GroupStatus } from "../../application/messaging/message_bus.ts";
import { type AskApi, NOT_FOUND, ServerRefusal } from "./api.ts";
import { nanoseconds } from "./stream.ts";
import { groupIn } from "./subjects.ts";

/** What the consumer has to be. */
export interface ConsumerSettings {
  readonly stream: string;
  readonly name: string;
  /** The subject of what it gets. */
  readonly filter: string;
  /** What the group wants of the channel, for those of the group that do not know it. */
  readonly description: string;
  /** Milliseconds after which a worker that says nothing has lost its message. */
  readonly ackWait: number;
}

/** How often others may be faster in making it or taking it away. */
const ATTEMPTS = 5;

/** How far a group is in a lane. */
export interface ConsumerPlace {
  /** The number in the stream of the last message that the group needs no more; 0 for none. */
  readonly done: number;
  /** When the consumer was made, which tells it from one that was there before it. */
  readonly created: string;
}

/**
 * Makes the consumer of a group, or makes it what the group wants now; it goes on where it was.
 *
 * @throws {BusUnavailable}
 */
export async function joinGroup(api: AskApi, settings: ConsumerSettings): Promise<ConsumerPlace> {
  let done = 0;
  return await whoeverIsFaster(async () => {
    const found = await findConsumer(api, settings);
    done = Math.max(done, found === undefined ? 0 : placeOf(found).done);
    if (found === undefined) return await makeConsumer(api, settings, done);
    if (found.config.filter_subject === settings.filter) return await adapt(api, settings, found);
    // Server 2.9 would take another filter and deliver nothing from then on.
    await api(`CONSUMER.DELETE.${settings.stream}.${settings.name}`);
    return await makeConsumer(api, settings, done);
  });
}

/**
 * Makes the consumer again when somebody took it away; it goes on after `done`.
 *
 * @throws {BusUnavailable}
 */
export async function rejoinGroup(
  api: AskApi,
  settings: ConsumerSettings,
  done: number,
): Promise<ConsumerPlace> {
  return await whoeverIsFaster(async () =>
    await findConsumer(api, settings) ?? await makeConsumer(api, settings, done)
  );
}

/** Tells whether two places are in one consumer, or in one and another that was made after it. */
export function isSameConsumer(a: ConsumerPlace, b: ConsumerPlace): boolean {
  // After a restart server 2.9 tells a time that is a little later.
  return Math.abs(Date.parse(a.created) - Date.parse(b.created)) < 100;
}

/** Says what a group wants, as the last of it did who subscribed; `undefined` where none is. */
export async function descriptionOf(
  api: AskApi,
  settings: ConsumerSettings,
): Promise<string | undefined> {
  return (await findConsumer(api, settings))?.config.description;
}

/**
 * Tells how all groups are doing, ordered by name.
 *
 * @throws {BusUnavailable}
 */
export async function groupStatuses(api: AskApi, stream: string): Promise<readonly GroupStatus[]> {
  const waiting = new Map<string, number>();
  for await (const { name, num_pending, num_ack_pending } of consumersOf(api, stream)) {
    const group = groupIn(name);
    if (group === undefined) continue;
    waiting.set(group, (waiting.get(group) ?? 0) + num_pending + num_ack_pending);
  }
  return [...waiting].map(([group, waiting]) => ({ group, waiting }))
    .sort((a, b) => a.group < b.group ? -1 : 1);
}

interface ConsumerInfo {
  readonly name: string;
  readonly created: string;
  readonly config: {
    readonly description?: string;
    readonly filter_subject?: string;
    readonly ack_wait?: number;
    readonly opt_start_seq?: number;
  };
  readonly ack_floor: { readonly stream_seq: number };
  readonly num_pending: number;
  readonly num_ack_pending: number;
}

function placeOf({ created, config, ack_floor }: ConsumerInfo): ConsumerPlace {
  const { opt_start_seq = 1 } = config;
  return { done: Math.max(opt_start_seq - 1, ack_floor.stream_seq), created };
}

async function whoeverIsFaster(attempt: () => Promise<ConsumerInfo>): Promise<ConsumerPlace> {
  for (let attempts = 1;; attempts++) {
    try {
      return placeOf(await attempt());
    } catch (error) {
      if (!(error instanceof ServerRefusal) || attempts === ATTEMPTS) throw error;
    }
  }
}

async function findConsumer(
  api: AskApi,
  { stream, name }: ConsumerSettings,
): Promise<ConsumerInfo | undefined> {
  try {
    return await api<ConsumerInfo>(`CONSUMER.INFO.${stream}.${name}`);
  } catch (error) {
    if (error instanceof ServerRefusal && error.errorCode === NOT_FOUND.consumer) return undefined;
    throw error;
  }
}

async function makeConsumer(
  api: AskApi,
  settings: ConsumerSettings,
  done: number,
): Promise<ConsumerInfo> {
  const start = done === 0
    ? { deliver_policy: "all" }
    : { deliver_policy: "by_start_sequence", opt_start_seq: done + 1 };
  return await configure(api, settings, {
    ...start,
    ack_policy: "explicit",
    replay_policy: "instant",
    max_deliver: -1,
    // One message of a lane at a time, over all who work for the group.
    max_ack_pending: 1,
  });
}

async function adapt(
  api: AskApi,
  settings: ConsumerSettings,
  found: ConsumerInfo,
): Promise<ConsumerInfo> {
  const { description, ack_wait } = found.config;
  const isSame = description === settings.description &&
    ack_wait === nanoseconds(settings.ackWait);
  return isSame ? found : await configure(api, settings, found.config);
}

function configure(
  api: AskApi,
  { stream, name, filter, description, ackWait }: ConsumerSettings,
  config: object,
): Promise<ConsumerInfo> {
  return api(`CONSUMER.DURABLE.CREATE.${stream}.${name}`, {
    stream_name: stream,
    config: {
      ...config,
      durable_name: name,
      description,
      filter_subject: filter,
      ack_wait: nanoseconds(ackWait),
    },
  });
}

async function* consumersOf(api: AskApi, stream: string): AsyncGenerator<ConsumerInfo> {
  for (let offset = 0;;) {
    const { consumers = [], total } = await api<ConsumerPage>(`CONSUMER.LIST.${stream}`, {
      offset,
    });
    yield* consumers;
    offset += consumers.length;
    if (consumers.length === 0 || offset >= total) return;
  }
}

interface ConsumerPage {
  readonly consumers?: readonly ConsumerInfo[];
  readonly total: number;
}
