/** Partitions: which of a fixed number of lanes the messages of a key take. */

/** Lanes of a channel, unless told; fixed once the channel is there, for a key must keep its lane. */
export const PARTITIONS = 16;

/** Gives the lane of a key, from 0; the same in every process and for ever (32-bit FNV-1a of UTF-8). */
export function partitionOf(key: string, partitions: number): number {
  let hash = OFFSET;
  for (let at = 0; at < key.length; at++) {
    const code = key.charCodeAt(at);
    // Most keys are ASCII, which is its own UTF-8.
    if (code > 0x7f) return encoder.encode(key).reduce(mixed, OFFSET) % partitions;
    hash = mixed(hash, code);
  }
  return hash % partitions;
}

const OFFSET = 0x811c9dc5;
const encoder = new TextEncoder();

function mixed(hash: number, byte: number): number {
  return Math.imul(hash ^ byte, 0x01000193) >>> 0;
}
