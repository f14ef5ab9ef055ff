/** Starting to work on a lane for a group. */

import { readArrival } from "../../application/messaging/arrival.ts";
import type { Receive } from "../../application/messaging/message_bus.ts";
import type { AskApi } from "./api.ts";
import { type ConsumerSettings, isSameConsumer, joinGroup, rejoinGroup } from "./consumer.ts";
import { findConsumer } from "./consumer_info.ts";
import { LaneWorker, type Restored, type WorkerPorts } from "./lane_worker.ts";
import type { OpenedStream } from "./stream.ts";
import { consumerName, filterOf, type Lane, typeIn } from "./subjects.ts";

/** What subscribing stands on. */
export interface SubscriptionPorts extends WorkerPorts {
  readonly api: AskApi;
}

/** For whom is worked, and how. */
export interface GroupSettings {
  readonly group: string;
  /** Of the bus. */
  readonly name: string;
  /** Finds the stream, or makes it anew. */
  readonly openStream: () => Promise<OpenedStream>;
  /** Gives a subject that is nobody else's. */
  readonly newInbox: () => string;
  /** Milliseconds. */
  readonly ackWait: number;
}

/** A lane, and what a group wants of it. */
export interface WantedLane extends Lane {
  /** `undefined` for all. */
  readonly types: ReadonlySet<string> | undefined;
}

/** What is worked on. */
export interface LaneSettings extends GroupSettings, WantedLane {
  readonly stream: OpenedStream;
}

/**
 * Makes the group's consumer of the lane, and a worker.
 *
 * @throws {BusUnavailable}
 */
export async function startWorker(
  ports: SubscriptionPorts,
  settings: LaneSettings,
  receive: Receive,
): Promise<LaneWorker> {
  const { name, channel, types, ackWait } = settings;
  const { api } = ports;
  const consumer = consumerOf(settings);
  const isForOthers = othersOf(ports, consumer);
  let { stream } = settings;
  let place = await joinGroup(api, consumer);
  // Until then those at work settle what only the group of before did not want.
  if (place.isChanged) await ports.clock.sleep(2 * KNOWN_FOR);

  async function restore(done: number): Promise<Restored> {
    const found = await settings.openStream();
    // In a stream that was made anew the numbers begin anew.
    const isInSame = found.created === stream.created;
    const rejoined = await rejoinGroup(api, consumer, isInSame ? done : 0);
    const isSame = isInSame && isSameConsumer(rejoined, place);
    [stream, place] = [found, rejoined];
    return { isSame, done: place.done };
  }

  return new LaneWorker(ports, {
    ask: `$JS.API.CONSUMER.MSG.NEXT.${name}.${consumer.name}`,
    inbox: settings.newInbox(),
    ackWait,
    done: place.done,
    restore,
    receive: async (message, signal) => {
      const type = typeIn(name, settings, message.subject);
      if (types === undefined || types.has(type)) {
        await receive(readArrival({ channel, key: "", bytes: message.data, type }), { signal });
      } else if (await isForOthers(type)) throw new Error("Another of the group wants it");
    },
  });
}

/** Milliseconds for which a worker counts on what it knows of its group. */
const KNOWN_FOR = 500;

/** Tells whether a type that a worker does not want is wanted by its group since. */
function othersOf(
  { api, clock }: SubscriptionPorts,
  { stream, name }: ConsumerSettings,
): (type: string) => Promise<boolean> {
  let description = "";
  let knownAt = -Infinity;
  return async (type) => {
    const now = clock.monotonic();
    if (now - knownAt > KNOWN_FOR) {
      const found = await findConsumer(api, stream, name);
      description = found?.config.description ?? "";
      knownAt = now;
    }
    return description === ALL || description.includes(JSON.stringify(type));
  };
}

function consumerOf(settings: LaneSettings): ConsumerSettings {
  const { group, name, ackWait, types } = settings;
  const [type] = types?.size === 1 ? types : [];
  return {
    stream: name,
    name: consumerName(group, settings),
    filter: filterOf(name, settings, type),
    description: describe(types),
    ackWait,
  };
}

/** Servers take so much. */
const LONGEST_DESCRIPTION = 4096;

/** Says which types a group wants of a channel, where that is not too long to say. */
function describe(types: ReadonlySet<string> | undefined): string {
  const text = types === undefined ? ALL : JSON.stringify([...types].sort());
  return new TextEncoder().encode(text).length > LONGEST_DESCRIPTION ? "" : text;
}

const ALL = "*";
