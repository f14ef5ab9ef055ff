/** Messages as records of Kafka, in batches that the broker takes. */

import { Buffer } from "node:buffer";
import { encodeCloudEvent } from "../../application/messaging/cloud_event.ts";
import { keyOf, type Message } from "../../application/messaging/message.ts";
import type { KafkaRecord } from "./client.ts";
import type { Topic } from "./topics.ts";

/** A message that is to be published. */
export interface Outgoing {
  /** Which of those given, from 0. */
  readonly index: number;
  readonly id: string;
  readonly topic: Topic;
  readonly record: KafkaRecord;
  /** Topic and key: what must stay in order. */
  readonly lane: string;
  /** Bytes that it adds to a batch, at most. */
  readonly bytes: number;
}

/** What the format adds to a record, headers included, and to a batch, in bytes, at most. */
const RECORD_FRAME = 100;
const BATCH_FRAME = 100;

const headers = { "content-type": Buffer.from("application/cloudevents+json; charset=UTF-8") };

/** Writes a message as a record, as the protocol binding of CloudEvents has it. */
export function outgoingOf({ event }: Message, index: number, topic: Topic): Outgoing {
  const text = keyOf(event);
  const key = Buffer.from(text);
  const value = Buffer.from(encodeCloudEvent(event));
  return {
    index,
    id: event.id,
    topic,
    record: { key, value, headers },
    // No topic has a space in its name.
    lane: `${topic.name} ${text}`,
    bytes: key.length + value.length + RECORD_FRAME,
  };
}

/** Tells how many bytes an event may have under a topic's limit. */
export function roomIn({ messageBytes }: Topic): number {
  return messageBytes - BATCH_FRAME;
}

/** Cuts messages into batches, in order; the broker's limit is one for all records of a partition. */
export function batchesOf(messages: readonly Outgoing[]): readonly (readonly Outgoing[])[] {
  const room = Math.min(...messages.map(({ topic }) => roomIn(topic)));
  const batches: Outgoing[][] = [];
  let bytes = Infinity;
  for (const message of messages) {
    if (bytes + message.bytes > room) {
      batches.push([]);
      bytes = 0;
    }
    batches.at(-1)?.push(message);
    bytes += message.bytes;
  }
  return batches;
}
