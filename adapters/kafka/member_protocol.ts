/** What members of a group and the one that shares out its partitions tell each other, as bytes. */

import { Buffer } from "node:buffer";
import type { KafkaAssignment } from "./client.ts";

/** What a member tells: which topics it wants, and which partitions it cannot let go of now. */
export interface Membership {
  readonly topics: readonly string[];
  readonly held: KafkaAssignment;
}

/**
 * Writes what a member tells, in the format of Kafka's consumers.
 *
 * @see https://kafka.apache.org/protocol
 */
export function encodeMembership({ topics, held }: Membership): Buffer {
  return Buffer.concat([
    int16(VERSION),
    int32(topics.length),
    ...topics.map(string),
    bytes(JSON.stringify(held)),
  ]);
}

/** Reads what a member told; one of other software holds nothing. */
export function decodeMembership(encoded: Uint8Array): Membership {
  const buffer = Buffer.from(encoded.buffer, encoded.byteOffset, encoded.length);
  const count = buffer.readInt32BE(2);
  const topics: string[] = [];
  let at = 6;
  for (let n = 0; n < count; n++) {
    const length = buffer.readInt16BE(at);
    topics.push(buffer.toString("utf8", at + 2, at + 2 + length));
    at += 2 + length;
  }
  const rest = at + 4 <= buffer.length ? buffer.toString("utf8", at + 4) : "";
  return { topics, held: rest.startsWith("{") ? JSON.parse(rest) : {} };
}

/** Writes which partitions a member has. */
export function encodeAssignment(assignment: KafkaAssignment): Buffer {
  const topics = Object.entries(assignment);
  return Buffer.concat([
    int16(VERSION),
    int32(topics.length),
    ...topics.flatMap(([topic, partitions]) => [
      string(topic),
      int32(partitions.length),
      ...partitions.map(int32),
    ]),
    bytes(""),
  ]);
}

const VERSION = 1;

function int16(value: number): Buffer {
  const buffer = Buffer.alloc(2);
  buffer.writeInt16BE(value);
  return buffer;
}

function int32(value: number): Buffer {
  const buffer = Buffer.alloc(4);
  buffer.writeInt32BE(value);
  return buffer;
}

function string(value: string): Buffer {
  return Buffer.concat([int16(Buffer.byteLength(value)), Buffer.from(value)]);
}

function bytes(value: string): Buffer {
  return Buffer.concat([int32(Buffer.byteLength(value)), Buffer.from(value)]);
}
