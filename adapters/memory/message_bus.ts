/** The MessageBus port in memory: first-class within one process, and the fake of brokers in tests. */

import { encodeCloudEvent } from "../../application/messaging/cloud_event.ts";
import { keyOf, type Message } from "../../application/messaging/message.ts";
import {
  BusClosed,
  BusUnavailable,
  type MessageBus,
  MessageTooLarge,
  type NotTaken,
  PublishFailed,
  type Receive,
  type SubscribeOptions,
  type Wanted,
} from "../../application/messaging/message_bus.ts";
import { PARTITIONS } from "../../application/messaging/partition.ts";
import { parseWanted } from "../../application/messaging/wanted.ts";
import { Broker } from "./broker.ts";
import type { BrokerMessage } from "./broker_group.ts";
import { type BrokerPorts, type BrokerSubscription, subscribeTo } from "./broker_subscription.ts";

/** What a bus in memory stands on. */
export type MemoryMessageBusPorts = BrokerPorts;

/** How a bus in memory differs from the usual one. */
export interface MemoryMessageBusOptions {
  /** Bytes of the largest message; 1 MiB unless told. */
  readonly messageBytes?: number;
  /** How many of the last messages are kept for groups yet to come; 10,000 unless told. */
  readonly kept?: number;
  /** How long closing waits for what is being received, in milliseconds; 5,000 unless told. */
  readonly closeWithin?: number;
}

/** A broker in memory. A group that it knows keeps all that it has not finished. */
export interface MemoryBroker {
  /** Opens a bus; two on one broker are as those of two processes. */
  readonly open: () => MessageBus;
  /** Puts bytes, as a client of somebody else would. */
  readonly put: (message: BrokerMessage) => void;
  /** Gives the last messages of a channel, oldest first. */
  readonly read: (channel: string) => readonly BrokerMessage[];
  /** Lets the broker answer nobody until it is started again; it forgets nothing. */
  readonly stop: () => void;
  readonly start: () => void;
}

/**
 * Makes a bus with a broker of its own, which lives for as long as the process.
 *
 * @example
 * ```ts
 * import { memoryMessageBus } from "@portico/core/memory";
 * import { systemClock, systemRandom } from "@portico/core/system";
 *
 * await using bus = memoryMessageBus({ clock: systemClock(), random: systemRandom() });
 * await bus.publish([{
 *   channel: "lamps",
 *   event: { id: "1", source: "/hall", type: "LampLit", subject: "lamp-1", extensions: {} },
 * }]);
 * ```
 */
export function memoryMessageBus(
  ports: MemoryMessageBusPorts,
  options: MemoryMessageBusOptions = {},
): MessageBus {
  return memoryBroker(ports, options).open();
}

/** Makes an empty broker, to open several buses on, to look into, or to stop for a while. */
export function memoryBroker(
  ports: MemoryMessageBusPorts,
  { messageBytes = 2 ** 20, kept = 10_000, closeWithin = 5000 }: MemoryMessageBusOptions = {},
): MemoryBroker {
  const broker = new Broker(kept);
  return {
    open: () => openBus(broker, ports, { messageBytes, closeWithin }),
    put: (message) => broker.put({ ...message, bytes: message.bytes.slice() }),
    read: (channel) =>
      broker.last.filter((message) => message.channel === channel)
        .map((message) => ({ ...message, bytes: message.bytes.slice() })),
    stop: () => {
      broker.isUp = false;
    },
    start: () => broker.start(),
  };
}

function openBus(
  broker: Broker,
  ports: BrokerPorts,
  { messageBytes, closeWithin }: { readonly messageBytes: number; readonly closeWithin: number },
): MessageBus {
  const closing = new AbortController();
  const subscriptions = new Set<BrokerSubscription>();
  let closed: Promise<void> | undefined;

  // Every function is async so that whatever it throws is a rejection; none waits before it acts.
  // deno-lint-ignore require-await
  async function answer<Result>(result: () => Result): Promise<Result> {
    if (closing.signal.aborted) throw new BusClosed();
    if (!broker.isUp) throw new BusUnavailable("the broker is stopped");
    return result();
  }

  function subscribe(wanted: Wanted, receive: Receive, options: SubscribeOptions) {
    const group = broker.group(wanted.group, parseWanted(wanted));
    const signal = AbortSignal.any([options.signal, closing.signal]);
    const subscription = subscribeTo(group, receive, ports, { signal, keys: PARTITIONS });
    subscriptions.add(subscription);
    const { ended } = subscription;
    void ended.then(() => subscriptions.delete(subscription));
    return { ended };
  }

  async function close(): Promise<void> {
    closing.abort();
    const waiting = new AbortController();
    const settled = Promise.all([...subscriptions].map(({ ended }) => ended));
    await Promise.race([settled, ports.clock.sleep(closeWithin, waiting.signal)]);
    waiting.abort();
    for (const { giveUp } of subscriptions) giveUp();
  }

  return {
    publish: (messages) => answer(() => publish(broker, messages, messageBytes)),
    subscribe: (...args) => answer(() => subscribe(...args)),
    groups: () =>
      answer(() =>
        [...broker.groups.values()]
          .map(({ name, waiting }) => ({ group: name, waiting }))
          .sort((a, b) => a.group < b.group ? -1 : 1)
      ),
    [Symbol.asyncDispose]: () => closed ??= close(),
  };
}

/** Puts all that can be put; nothing of a key follows what was too large. */
function publish(broker: Broker, messages: readonly Message[], limit: number): void {
  const notTaken: NotTaken[] = [];
  const failed = new Map<string, unknown>();
  for (const [index, { channel, event }] of messages.entries()) {
    const key = keyOf(event);
    const lane = JSON.stringify([channel, key]);
    const bytes = new TextEncoder().encode(encodeCloudEvent(event));
    if (bytes.length > limit && !failed.has(lane)) {
      failed.set(lane, new MessageTooLarge(event.id, bytes.length, limit));
    }
    if (failed.has(lane)) notTaken.push({ index, error: failed.get(lane) });
    else broker.put({ channel, key, type: event.type, bytes });
  }
  if (notTaken.length > 0) throw new PublishFailed(notTaken);
}
