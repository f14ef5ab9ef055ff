/** A subscription of a group: workers on all lanes of its channels. */

import { UnreadableMessage } from "../../application/messaging/cloud_event.ts";
import { readMessage, type TopicPattern } from "../../application/messaging/message.ts";
import type { Arrival, BusSubscription, Receive } from "../../application/messaging/message_bus.ts";
import type { AskApi } from "./api.ts";
import {
  type ConsumerSettings,
  descriptionOf,
  isSameConsumer,
  joinGroup,
  rejoinGroup,
} from "./consumer.ts";
import { LaneWorker, type Restored, type WorkerPorts } from "./lane_worker.ts";
import type { OpenedStream } from "./stream.ts";
import { consumerName, filterOf, type Lane, typeIn } from "./subjects.ts";

/** What subscribing stands on. */
export interface SubscriptionPorts extends WorkerPorts {
  readonly api: AskApi;
}

/** Whose messages a subscription gets, and how. */
export interface SubscriptionSettings {
  readonly group: string;
  readonly topics: readonly TopicPattern[];
  /** Of the bus. */
  readonly name: string;
  /** Finds the stream, or makes it anew. */
  readonly openStream: () => Promise<OpenedStream>;
  /** Gives a subject that is nobody else's. */
  readonly newInbox: () => string;
  /** Milliseconds. */
  readonly ackWait: number;
}

/** A subscription that can be looked after. */
export interface GroupSubscription extends BusSubscription {
  /** Ends at once; what is being received is left to others of the group. */
  readonly leave: () => void;
  readonly onReconnect: () => void;
}

/** Begins to work for a group, until the signal is aborted. */
export async function startSubscription(
  ports: SubscriptionPorts,
  settings: SubscriptionSettings,
  receive: Receive,
  signal: AbortSignal,
): Promise<GroupSubscription> {
  const { topics, openStream } = settings;
  const stream = await openStream();
  const starting = lanesOf(topics, stream.partitions)
    .map((lane) => startWorker(ports, { ...settings, ...lane, stream }, receive));
  const started = await Promise.allSettled(starting);
  const workers = started.flatMap((each) => each.status === "fulfilled" ? [each.value] : []);
  const failed = started.find((each) => each.status === "rejected");
  const stop = () => workers.forEach((worker) => worker.stop());
  const ended = Promise.all(workers.map((worker) => worker.ended)).then(() => {});
  if (failed !== undefined || signal.aborted) stop();
  if (failed !== undefined) throw failed.reason;
  signal.addEventListener("abort", stop, { once: true });
  void tickUntil(ended, ports, settings.ackWait, () => workers.forEach((worker) => worker.tick()));
  return {
    ended,
    leave: () => workers.forEach((worker) => worker.leave()),
    onReconnect: () => workers.forEach((worker) => worker.onReconnect()),
  };
}

interface WantedLane extends Lane {
  /** Types that the group wants; `undefined` for all. */
  readonly types: ReadonlySet<string> | undefined;
}

interface LaneSettings extends SubscriptionSettings, WantedLane {
  readonly stream: OpenedStream;
}

function lanesOf(topics: readonly TopicPattern[], partitions: number): readonly WantedLane[] {
  const channels = Map.groupBy(topics, ({ channel }) => channel);
  return [...channels].flatMap(([channel, patterns]) => {
    const types = new Set<string>();
    for (const { type } of patterns) if (type !== undefined) types.add(type);
    const isAll = patterns.some(({ type }) => type === undefined);
    return Array.from({ length: partitions }, (_, partition) => ({
      channel,
      partition,
      types: isAll ? undefined : types,
    }));
  });
}

async function startWorker(
  ports: SubscriptionPorts,
  settings: LaneSettings,
  receive: Receive,
): Promise<LaneWorker> {
  const { name, channel, types, ackWait } = settings;
  const { api } = ports;
  const consumer = consumerOf(settings);
  let { stream } = settings;
  let place = await joinGroup(api, consumer);

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
        await receive(arrivalOf(channel, message.data, type), { signal });
      } else if (isDescribed(type, await descriptionOf(api, consumer))) {
        throw new Error("Another of the group wants it");
      }
    },
  });
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

function isDescribed(type: string, description = ""): boolean {
  return description === ALL || description.includes(JSON.stringify(type));
}

function arrivalOf(channel: string, bytes: Uint8Array, type: string): Arrival {
  try {
    return { message: readMessage(channel, bytes, type) };
  } catch (error) {
    if (!(error instanceof UnreadableMessage)) throw error;
    return { unreadable: { channel, key: "", bytes: bytes.slice(), error } };
  }
}

async function tickUntil(
  end: Promise<void>,
  { clock }: SubscriptionPorts,
  ackWait: number,
  tick: () => void,
): Promise<void> {
  const isOver = new AbortController();
  void end.then(() => isOver.abort());
  while (!isOver.signal.aborted) {
    await clock.sleep(Math.min(1000, ackWait / 6), isOver.signal);
    tick();
  }
}
