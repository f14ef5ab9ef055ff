/** A subscriber of the message bus kit, and everything that arrived at it. */

import assert from "node:assert/strict";
import type { Message } from "../../application/messaging/message.ts";
import type {
  Arrival,
  BusSubscription,
  MessageBus,
  Receive,
  Unreadable,
  Wanted,
} from "../../application/messaging/message_bus.ts";
import { pause, within } from "./assertions.ts";

/** Longest that something may take to happen, in milliseconds, a take-over included. */
export const LONGEST_WAIT = 30_000;

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
export async function openInbox({ bus, group, topics, receive }: InboxOptions): Promise<Inbox> {
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
  const { ended } = await within(LONGEST_WAIT, `Subscribing as ${group}`, subscribing);
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
      await within(LONGEST_WAIT, `The end of a subscription of ${group}`, ended);
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
  const deadline = performance.now() + LONGEST_WAIT;
  while (!await holds()) {
    if (performance.now() > deadline) assert.fail(`${what}: not within ${LONGEST_WAIT} ms`);
    await pause(5);
  }
}

/** Waits until a group has finished all that was published for it. */
export async function untilFinished(bus: MessageBus, group: string): Promise<void> {
  await eventually(`Nothing is left for ${group}`, async () => {
    const found = (await bus.groups()).find((each) => each.group === group);
    return found?.waiting === 0;
  });
}

/** Waits until every one of these ids was taken at one of the inboxes. */
export async function untilTaken(ids: readonly string[], ...inboxes: readonly Inbox[]) {
  const missing = () => {
    const taken = new Set(inboxes.flatMap(({ taken }) => taken));
    return ids.filter((id) => !taken.has(id));
  };
  await eventually("Every message is taken", () => missing().length === 0).catch((error) => {
    assert.deepEqual(missing(), [], "Messages that were never taken");
    throw error;
  });
}
