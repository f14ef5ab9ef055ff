/** Ids and chance that repeat themselves, for tests, demos and simulations. */

import type { NewId, Random } from "../../application/ports.ts";

/** Makes a source of the ids `PREFIX1`, `PREFIX2`, ... */
export function sequentialIds(prefix = ""): NewId {
  let last = 0;
  return () => `${prefix}${++last}`;
}

/** Makes a source of numbers that is the same for the same seed (mulberry32). */
export function seededRandom(seed: number): Random {
  let state = seed | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
