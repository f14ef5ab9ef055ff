/** Entries of a stream as what arrives at a group. */

import { readArrival } from "../../application/messaging/arrival.ts";
import { UnreadableMessage } from "../../application/messaging/cloud_event.ts";
import type { TopicPattern } from "../../application/messaging/message.ts";
import type { Arrival } from "../../application/messaging/message_bus.ts";
import { bytesOf, textOf } from "./reply.ts";

/** The types of a channel that a group wants; `undefined` for all of them. */
export type WantedTypes = ReadonlySet<string> | undefined;

/** Gives what is wanted of a channel. */
export function wantedTypesOf(topics: readonly TopicPattern[], channel: string): WantedTypes {
  const types = new Set<string>();
  for (const topic of topics) {
    if (topic.channel !== channel) continue;
    if (topic.type === undefined) return undefined;
    types.add(topic.type);
  }
  return types;
}

/** Gives what an entry holds; `undefined` for what is not wanted, and for one that was deleted. */
export function arrivalOf(
  channel: string,
  wanted: WantedTypes,
  fields: readonly unknown[],
): Arrival | undefined {
  if (fields.length === 0) return undefined;
  const named = new Map<string, unknown>();
  for (let at = 0; at < fields.length; at += 2) named.set(textOf(fields[at]), fields[at + 1]);
  const key = optionalText(named.get("key")) ?? "";
  const told = optionalText(named.get("type"));
  // What is no Unicode is told as U+FFFD, and only the event says what it was.
  const type = told?.includes("\ufffd") ? undefined : told;
  if (type !== undefined && wanted?.has(type) === false) return undefined;
  const event = named.get("event");
  if (event === undefined) {
    const error = new UnreadableMessage("the entry has no field `event`");
    return { unreadable: { channel, key, bytes: new Uint8Array(), error } };
  }
  const arrival = readArrival({ channel, key, bytes: bytesOf(event), type });
  const isWanted = arrival.message === undefined ||
    wanted?.has(arrival.message.event.type) !== false;
  return isWanted ? arrival : undefined;
}

function optionalText(value: unknown): string | undefined {
  return value === undefined ? undefined : textOf(value);
}
