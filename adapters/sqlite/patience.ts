/** Waiting for other connections without blocking the event loop. */

import type { Clock, Random } from "../../application/ports.ts";
import { isBusy, toStoreError } from "./driver_errors.ts";

/** What waiting needs. */
export interface PatiencePorts {
  readonly clock: Clock;
  readonly random: Random;
}

/** Attempts that only let the event loop turn: most locks are held for less than a millisecond. */
const QUICK_ATTEMPTS = 32;
/** Longest pause between two attempts, in milliseconds. */
const LONGEST_PAUSE = 16;

/**
 * Does synchronous work, again and again for at most `within` milliseconds while another connection
 * is in its way. Work that is refused as busy must have done nothing.
 *
 * @throws {StoreUnavailable} when the database stays busy or fails
 */
export async function patiently<Result>(
  ports: PatiencePorts,
  within: number,
  action: string,
  work: () => Result,
): Promise<Result> {
  let until: number | undefined;
  for (let attempt = 1;; attempt++) {
    try {
      return work();
    } catch (error) {
      const now = ports.clock.monotonic();
      until ??= now + within;
      if (!isBusy(error) || now >= until) throw toStoreError(action, error);
    }
    await pause(ports, attempt);
  }
}

/** Lets the event loop turn, and from the 32nd attempt on sleeps for a random while. */
export async function pause({ clock, random }: PatiencePorts, attempt: number): Promise<void> {
  if (attempt < QUICK_ATTEMPTS) return await nextTurn();
  await clock.sleep(1 + random() * Math.min(2 ** (attempt - QUICK_ATTEMPTS), LONGEST_PAUSE));
}

/** Resolves after everything that is ready now has run. */
export function nextTurn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
