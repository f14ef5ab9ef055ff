/** Delays between attempts: exponential, with full jitter. */

import type { Random } from "../ports.ts";

/** Milliseconds after the first failure, and after however many, at most. */
export interface Delays {
  readonly first: number;
  readonly longest: number;
}

/** Gives a delay from 0 up to {@linkcode longestBackoff}. */
export function backoff(delays: Delays, failures: number, random: Random): number {
  return random() * longestBackoff(delays, failures);
}

/** The most that is waited after failures: `first`, doubled with each after the first. */
export function longestBackoff({ first, longest }: Delays, failures: number): number {
  return Math.min(longest, first * 2 ** Math.min(Math.max(failures, 1) - 1, 50));
}
