/** The relay: the events of the log, told on a message bus. */

import { openSubscription } from "../events/open_subscription.ts";
import type { Leadership } from "../events/leadership.ts";
import type { CustomRunnable, Runner } from "../events/runnable.ts";
import type { SessionOptions } from "../events/session.ts";
import {
  type RetryPolicy,
  settingsOf,
  type Subscription,
  type SubscriptionPorts,
} from "../events/subscription.ts";
import type { Recorded } from "../store/store.ts";
import { type ChannelOf, cloudEventOf } from "./event_message.ts";
import type { Message } from "./message.ts";
import type { MessageBus } from "./message_bus.ts";
import { runRelay } from "./relay_session.ts";

/** What is told, where, and in whose name. */
export interface RelayOptions {
  readonly bus: Pick<MessageBus, "publish">;
  readonly channelOf: ChannelOf;
  /** A URI or a part of one that tells this application from others: `/portico` unless told. */
  readonly source?: string | undefined;
  /** Identifies the relay for ever: `relay` unless told. */
  readonly name?: string | undefined;
  /** Where the very first run starts: with the first event unless told. */
  readonly from?: Subscription["from"];
  /** When an event is tried again that the broker takes no part in, but others of its batch are taken. */
  readonly retry?: RetryPolicy | undefined;
}

/** Gives the message that tells an event; `undefined` for one that stays here. */
export type MessageOf = (event: Recorded) => Message | undefined;

/**
 * Publishes the events of the log, those of a stream in order, each at least once, after it was
 * committed. While the broker is away it waits, with growing pauses. An event that the broker refuses
 * for good is a dead letter, and its stream waits behind it. Of all processes that run a relay of one
 * name, one publishes. It belongs into the list of subscriptions that are run.
 *
 * @example
 * ```ts
 * import { channelsOf, drain, relay, userCodec } from "@portico/core";
 * import { memoryMessageBus, memoryStore } from "@portico/core/memory";
 * import { randomIds, silentLog, systemClock, systemRandom } from "@portico/core/system";
 *
 * const [clock, newId, random, log] = [systemClock(), randomIds(), systemRandom(), silentLog()];
 * await using store = memoryStore({ clock, newId });
 * await using bus = memoryMessageBus({ clock, random });
 * const channelOf = channelsOf({ users: userCodec.types });
 * await drain({ store, clock, newId, random, log }, [relay({ bus, channelOf })]);
 * ```
 */
export function relay(options: RelayOptions): CustomRunnable {
  const { bus, channelOf, source = "/portico", name = "relay", from, retry } = options;
  const messageOf: MessageOf = (event) => {
    const channel = channelOf(event);
    return channel === undefined ? undefined : { channel, event: cloudEventOf(event, source) };
  };
  const one: Subscription = {
    name,
    types: "*",
    from,
    retry,
    handle: async (event) => {
      const message = messageOf(event);
      if (message !== undefined) await bus.publish([message]);
    },
  };
  return { name, types: one.types, runner: (ports) => relayRunner(ports, { bus, messageOf, one }) };
}

/** A relay with nothing left open. */
export interface RelaySettings {
  readonly bus: Pick<MessageBus, "publish">;
  readonly messageOf: MessageOf;
  /** How a single event is told: one that failed, or waits behind one that did. */
  readonly one: Subscription;
}

function relayRunner(ports: SubscriptionPorts, { bus, messageOf, one }: RelaySettings): Runner {
  const settings = settingsOf(one);
  return {
    name: settings.name,
    open: () => openSubscription(ports.store, settings),
    run: (leadership: Leadership, options: SessionOptions) =>
      runRelay(ports, { bus, messageOf, settings }, leadership, options),
    revived: () => Promise.resolve(false),
  };
}
