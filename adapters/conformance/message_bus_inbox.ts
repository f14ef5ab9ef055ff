/** A subscriber of the message bus kit, and everything that arrived at it. */

import type { Message } from "../../application/messaging/message.ts";
import type {
  Arrival,
  BusSubscription,
  MessageBus,
  Receive,
  Unreadable,
  Wanted,
} from "../../application/messaging/message_bus.ts";
import { type Patience, patience } from "./message_bus_patience.ts";

/** Who subscribes to what. */
export interface InboxOptions extends Wanted {
  readonly bus: MessageBus;
  /** What becomes of an arrival that the inbox has kept; it is taken unless told. */
  readonly receive?: Receive;
}

/** A subscriber that keeps what arrives, in the order in which it arrives, repetitions too. */
export interface Inbox {
  readonly arrivals: readonly Arrival[];
  readonly messages: () => readonly Message[];
  readonly unreadable: () => readonly Unreadable[];
  /** Ids of the messages that were taken. */
  readonly taken: readonly string[];
  readonly ended: BusSubscription["ended"];
  readonly abort: () => void;
  /** Aborts, and waits for the end. */
  readonly stop: () => Promise<void>;
}

/** Subscribes. */
export async function openInbox(
  { bus, group, topics, receive }: InboxOptions,
  { within }: Patience = patience(),
): Promise<Inbox> {
  const arrivals: Arrival[] = [];
  const taken: string[] = [];
  const stopping = new AbortController();
  const { signal } = stopping;
  const keep: Receive = async (arrival, context) => {
    arrivals.push(arrival);
    await receive?.(arrival, context);
    if (arrival.message) taken.push(arrival.message.event.id);
  };
  const subscribing = bus.subscribe({ group, topics }, keep, { signal });
  const { ended } = await within(`Subscribing as ${group}`, subscribing);
  const abort = () => stopping.abort();
  return {
    arrivals,
    messages: () => arrivals.flatMap(({ message }) => message ?? []),
    unreadable: () => arrivals.flatMap(({ unreadable }) => unreadable ?? []),
    taken,
    ended,
    abort,
    stop: async () => {
      abort();
      await within(`The end of a subscription of ${group}`, ended);
    },
  };
}

/** Ids of what arrived, in that order. */
export function idsOf({ messages }: Inbox): readonly string[] {
  return messages().map(({ event }) => event.id);
}

/** Waits until something holds. */
export async function eventually(
  what: string,
  holds: () => boolean | Promise<boolean>,
): Promise<void> {
  await patience().eventually(what, holds);
}
