/** Partitions: which of a fixed number of lanes the messages of a key take. */

/** Lanes of a channel, unless told; fixed once the channel is there, for a key must keep its lane. */
export const PARTITIONS = 16;

/** Gives the lane of a key, from 0; the same in every process and for ever (32-bit FNV-1a). */
export function partitionOf(key: string, partitions: number): number {
  let hash = 0x811c9dc5;
  for (const byte of encoder.encode(key)) {
    hash = Math.imul(hash ^ byte, 0x01000193) >>> 0;
  }
  return hash % partitions;
}

const encoder = new TextEncoder();
