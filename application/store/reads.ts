/** Ranges of reads, checked alike on every adapter. */

import { InvalidChanges } from "./errors.ts";

/** Where a read begins and how much it may answer. */
export interface ReadRange {
  readonly after: number;
  readonly limit: number;
}

/**
 * Fills in what a range leaves open.
 *
 * @throws {InvalidChanges} when `after` or `limit` is negative or not whole
 */
export function requireRead(range: Partial<ReadRange>): ReadRange {
  const { after = 0, limit = Number.MAX_SAFE_INTEGER } = range;
  for (const [name, value] of Object.entries({ after, limit })) {
    if (!Number.isSafeInteger(value) || value < 0) {
      throw new InvalidChanges(`Cannot read: ${name} is ${value}, not a whole number from 0`);
    }
  }
  return { after, limit };
}
