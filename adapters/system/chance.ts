/** Ids and chance from the machine's random source. */

import type { NewId, Random } from "../../application/ports.ts";

/** Makes a source of random UUIDs (version 4). */
export function randomIds(): NewId {
  return () => crypto.randomUUID();
}

/** Makes a source of random numbers; not for secrets. */
export function systemRandom(): Random {
  return () => Math.random();
}
