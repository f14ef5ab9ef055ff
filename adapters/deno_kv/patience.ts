/** Deadlines, and waiting for others who use the database. */

import type { Clock, Random } from "../../application/ports.ts";
import { StoreUnavailable } from "../../application/store/errors.ts";
import { ChangedMeanwhile, isBusy, toStoreError } from "./driver_errors.ts";

/** What waiting needs. */
export interface PatiencePorts {
  readonly clock: Clock;
  readonly random: Random;
}

/** Longest pause between two attempts, in milliseconds. */
const LONGEST_PAUSE = 32;

/**
 * Reads, again and again for at most `within` milliseconds while others are in the way.
 *
 * @throws {StoreUnavailable} when they stay there, or the database fails or does not answer
 */
export async function patiently<Result>(
  ports: PatiencePorts,
  within: number,
  action: string,
  work: () => Promise<Result>,
): Promise<Result> {
  const until = ports.clock.monotonic() + within;
  for (let attempt = 1;; attempt++) {
    try {
      return await answered(ports.clock, until, action, work);
    } catch (error) {
      const again = isBusy(error) || error instanceof ChangedMeanwhile;
      if (again) await pause(ports, attempt);
      if (!again || ports.clock.monotonic() >= until) throw toStoreError(action, error);
    }
  }
}

/**
 * Waits for an answer until an instant of the monotonic clock.
 *
 * @throws {StoreUnavailable} when there is none by then
 */
export async function answered<Result>(
  clock: Clock,
  until: number,
  action: string,
  work: () => Promise<Result>,
): Promise<Result> {
  const settled = new AbortController();
  const late = clock.sleep(Math.max(0, until - clock.monotonic()), settled.signal).then(() => {
    throw new StoreUnavailable(`Cannot ${action}: the database does not answer`);
  });
  // Whichever is later is of no interest any more.
  late.catch(() => {});
  try {
    return await Promise.race([work(), late]);
  } finally {
    settled.abort();
  }
}

/** Sleeps for a random while, a longer one with each attempt. */
export async function pause({ clock, random }: PatiencePorts, attempt: number): Promise<void> {
  await clock.sleep(random() * Math.min(2 ** attempt, LONGEST_PAUSE));
}
