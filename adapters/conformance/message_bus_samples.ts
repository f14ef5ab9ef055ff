/** Messages of the message bus kit. */

import type { CloudEvent } from "../../application/messaging/cloud_event.ts";
import type { Message } from "../../application/messaging/message.ts";
import { partitionOf, PARTITIONS } from "../../application/messaging/partition.ts";
import type { MessageBusPlace } from "./message_bus_place.ts";

/** How a message differs from the usual one. */
export interface SampleOptions extends Partial<CloudEvent> {
  readonly channel?: string;
  /** Its partition key; `ada` unless told. */
  readonly key?: string;
}

/** Makes a message; its id is all that tells it from others unless told. */
export function sample(id: string, options: SampleOptions = {}): Message {
  const { channel = "users", key = "ada", extensions = {}, ...attributes } = options;
  return {
    channel,
    event: {
      id,
      source: "/kit",
      type: "UserChanged",
      data: { id },
      ...attributes,
      extensions: { partitionkey: key, ...extensions },
    },
  };
}

/** Makes messages with the ids `PREFIX1`, `PREFIX2`, ... */
export function samples(
  count: number,
  prefix: string,
  options: SampleOptions = {},
): readonly Message[] {
  return Array.from({ length: count }, (_, index) => sample(`${prefix}${index + 1}`, options));
}

/** Makes messages of several keys, turn by turn, with the ids `mN` from a number on. */
export function spread(count: number, keys: number, first = 0): readonly Message[] {
  return Array.from(
    { length: count },
    (_, index) => sample(`m${first + index}`, { key: `user/${index % keys}` }),
  );
}

/** Ids of messages, in order. */
export function ids(messages: readonly Message[]): readonly string[] {
  return messages.map(({ event }) => event.id);
}

/** How keys are found that are apart. */
export interface KeysApartOptions extends Pick<MessageBusPlace, "laneOf"> {
  /** What does not hold them up; `ada` unless told. */
  readonly first?: string;
}

/** Gives keys that a first one does not hold up, nor each other while there are lanes for all. */
export function keysApart(
  count: number,
  { first = "ada", laneOf = (key) => partitionOf(key, PARTITIONS) }: KeysApartOptions = {},
): readonly string[] {
  const lane = laneOf(first);
  const candidates = Array.from({ length: 100 * count }, (_, n) => `${first}-${n + 1}`)
    .filter((key) => laneOf(key) !== lane);
  const lanes = [...Map.groupBy(candidates, laneOf).values()];
  // One of each lane, then a second of each.
  const turns = Array.from({ length: count }, (_, turn) => lanes.map((keys) => keys[turn]));
  return turns.flat().filter((key) => key !== undefined).slice(0, count);
}

/** Turns a text into bytes. */
export function bytesOf(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}
