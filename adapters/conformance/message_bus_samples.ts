/** Messages of the message bus kit. */

import type { CloudEvent } from "../../application/messaging/cloud_event.ts";
import type { Message } from "../../application/messaging/message.ts";
import { partitionOf, PARTITIONS } from "../../application/messaging/partition.ts";

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

/** Ids of messages, in order. */
export function ids(messages: readonly Message[]): readonly string[] {
  return messages.map(({ event }) => event.id);
}

/** Gives keys of different lanes, also of another lane than a first key: none holds up another. */
export function keysApart(count: number, first = "ada"): readonly string[] {
  const lanes = new Set([partitionOf(first, PARTITIONS)]);
  const keys: string[] = [];
  for (let n = 1; keys.length < count; n++) {
    const lane = partitionOf(`${first}-${n}`, PARTITIONS);
    if (lanes.has(lane)) continue;
    lanes.add(lane);
    keys.push(`${first}-${n}`);
  }
  return keys;
}

/** Turns a text into bytes. */
export function bytesOf(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}
