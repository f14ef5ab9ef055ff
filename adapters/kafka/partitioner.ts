/** Which partition a key has: as Kafka's own clients choose it, so that all producers agree. */

import type { KafkaToPlace } from "./client.ts";

/** Gives the partition of a record that has a key. */
export function partitionOf({ partitionMetadata, message }: KafkaToPlace): number {
  const { key } = message;
  const bytes = typeof key === "string" ? new TextEncoder().encode(key) : key ?? new Uint8Array();
  return (murmur2(bytes) & 0x7fffffff) % partitionMetadata.length;
}

/**
 * Hashes bytes to a signed number of 32 bits (MurmurHash2 with Kafka's seed).
 *
 * @see https://kafka.apache.org/documentation/#producerconfigs_partitioner.class
 */
export function murmur2(bytes: Uint8Array): number {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const whole = bytes.length & ~3;
  let hash = 0x9747b28c ^ bytes.length;
  for (let at = 0; at < whole; at += 4) {
    hash = Math.imul(hash, M) ^ mixed(view.getInt32(at, true));
  }
  const rest = bytes.length - whole;
  if (rest > 0) {
    for (let at = rest - 1; at >= 0; at--) hash ^= view.getUint8(whole + at) << (8 * at);
    hash = Math.imul(hash, M);
  }
  hash = Math.imul(hash ^ (hash >>> 13), M);
  return hash ^ (hash >>> 15);
}

const M = 0x5bd1e995;

function mixed(word: number): number {
  const product = Math.imul(word, M);
  return Math.imul(product ^ (product >>> 24), M);
}
