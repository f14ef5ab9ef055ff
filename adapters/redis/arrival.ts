/** Entries of a stream as what arrives at a group. */

import { UnreadableMessage } from "../../application/messaging/cloud_event.ts";
import { isOfTopic, readMessage } from "../../application/messaging/message.ts";
import type { Arrival } from "../../application/messaging/message_bus.ts";
import { bytesOf, textOf } from "./reply.ts";

/** Tells whether a group wants what arrived. */
export type IsWanted = (arrival: Arrival) => boolean;

/** Wants messages of some topics, and whatever cannot be read. */
export function wantedOf(topics: readonly string[]): IsWanted {
  return ({ message }) =>
    message === undefined || topics.some((topic) => isOfTopic(topic, message));
}

/** Gives what an entry holds; `undefined` for one that somebody has deleted. */
export function arrivalOf(channel: string, fields: readonly unknown[]): Arrival | undefined {
  if (fields.length === 0) return undefined;
  const named = new Map<string, unknown>();
  for (let at = 0; at < fields.length; at += 2) named.set(textOf(fields[at]), fields[at + 1]);
  const [key, event] = [named.get("key"), named.get("event")];
  const bytes = event === undefined ? new Uint8Array() : Uint8Array.from(bytesOf(event));
  try {
    if (event === undefined) throw new UnreadableMessage("the entry has no field `event`");
    return { message: readMessage(channel, bytes) };
  } catch (error) {
    if (!(error instanceof UnreadableMessage)) throw error;
    const known = key === undefined ? "" : textOf(key);
    return { unreadable: { channel, key: known, bytes, error } };
  }
}
