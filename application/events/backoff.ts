/** Delays between attempts: exponential, with full jitter. */

import type { Random } from "../ports.ts";

/** Gives a delay from 0 up to `first * 2 ** (failures - 1)` milliseconds, `longest` at most. */
export function backoff(
  { first, longest }: { readonly first: number; readonly longest: number },
  failures: number,
  random: Random,
): number {
  return random() * Math.min(longest, first * 2 ** Math.min(failures - 1, 50));
}
