/** Messages on their way to the server, part by part. */

import { Buffer } from "node:buffer";
import { encodeCloudEvent } from "../../application/messaging/cloud_event.ts";
import { keyOf, type Message } from "../../application/messaging/message.ts";

/** A message as it is sent. */
export interface Outgoing {
  /** Which of those given. */
  readonly index: number;
  readonly id: string;
  readonly channel: string;
  readonly key: string;
  readonly type: string;
  readonly text: string;
  readonly bytes: number;
}

/** Everybody waits while the server writes a chunk. */
const CHUNK_MESSAGES = 500;
const CHUNK_BYTES = 1024 * 1024;

/** Writes a message as it is sent. */
export function outgoingOf({ channel, event }: Message, index: number): Outgoing {
  const text = encodeCloudEvent(event);
  return {
    index,
    id: event.id,
    channel,
    key: keyOf(event),
    type: event.type,
    text,
    bytes: Buffer.byteLength(text),
  };
}

/** Parts messages by channel and size; those of one channel stay in order. */
export function* chunksOf(messages: readonly Outgoing[]): Generator<readonly Outgoing[]> {
  for (const ofChannel of Map.groupBy(messages, ({ channel }) => channel).values()) {
    let chunk: Outgoing[] = [];
    let bytes = 0;
    for (const message of ofChannel) {
      const isFull = chunk.length === CHUNK_MESSAGES || bytes + message.bytes > CHUNK_BYTES;
      if (isFull && chunk.length > 0) {
        yield chunk;
        [chunk, bytes] = [[], 0];
      }
      chunk.push(message);
      bytes += message.bytes;
    }
    yield chunk;
  }
}
