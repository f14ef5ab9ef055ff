/** Asking the database again and again: nothing waits longer than its deadline. */

import type { Clock, Random } from "../../application/ports.ts";
import type { Deadlines } from "./deadlines.ts";
import { failureOf, toStoreError } from "./driver_errors.ts";

/** What asking again takes. */
export interface AttemptPorts {
  readonly clock: Clock;
  readonly random: Random;
  readonly deadlines: Deadlines;
}

/** Longest pause between two attempts, in milliseconds. */
const LONGEST_PAUSE = 250;
/** Attempts within the deadline, when none of them is answered. */
const PATIENT_ATTEMPTS = 3;

/**
 * Asks until there is an answer, for at most `within` milliseconds. An attempt that is not answered
 * goes on beside the next, which goes over another connection. Only for what may be done twice.
 *
 * @throws {StoreUnavailable} when there is no answer in time, or the server refuses
 */
export async function persistently<Result>(
  ports: AttemptPorts,
  within: number,
  action: string,
  ask: () => PromiseLike<Result>,
): Promise<Result> {
  const { clock, deadlines } = ports;
  const until = clock.monotonic() + within;
  const open = new Map<number, Promise<Outcome<Result>>>();
  for (let attempt = 1;; attempt++) {
    open.set(attempt, outcomeOf(attempt, ask));
    const patience = Math.min(until - clock.monotonic(), within / PATIENT_ATTEMPTS);
    const outcome = await deadlines.within(patience, Promise.race(open.values()))
      .catch((error): Outcome<Result> => ({ error }));
    if ("result" in outcome) return outcome.result;
    const late = clock.monotonic() >= until;
    if (late || failureOf(outcome.error) === "refused") throw toStoreError(action, outcome.error);
    if (outcome.attempt === undefined) continue;
    open.delete(outcome.attempt);
    await pause(ports, attempt);
  }
}

/** Sleeps for a random while that grows with the number of attempts. */
async function pause(
  { clock, random }: AttemptPorts,
  attempt: number,
): Promise<void> {
  await clock.sleep((0.5 + random() / 2) * Math.min(5 * 2 ** attempt, LONGEST_PAUSE));
}

type Outcome<Result> =
  | { readonly result: Result }
  | { readonly attempt?: number; readonly error: unknown };

async function outcomeOf<Result>(
  attempt: number,
  ask: () => PromiseLike<Result>,
): Promise<Outcome<Result>> {
  try {
    return { result: await ask() };
  } catch (error) {
    return { attempt, error };
  }
}
