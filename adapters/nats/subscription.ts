/** A subscription of a group: workers on all lanes of its channels. */

import type { TopicPattern } from "../../application/messaging/message.ts";
import type { BusSubscription, Receive } from "../../application/messaging/message_bus.ts";
import {
  type GroupSettings,
  startWorker,
  type SubscriptionPorts,
  type WantedLane,
} from "./start_worker.ts";

/** Whose messages a subscription gets, and how. */
export interface SubscriptionSettings extends GroupSettings {
  readonly topics: readonly TopicPattern[];
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
