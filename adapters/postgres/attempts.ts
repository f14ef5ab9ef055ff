/** Asking the database again and again: nothing waits longer than its deadline. */

import type { Clock, Random } from "../../application/ports.ts";
import { failureOf, NoAnswer, toStoreError } from "./driver_errors.ts";

/** What asking again takes. */
export interface AttemptPorts {
  readonly clock: Clock;
  readonly random: Random;
}

/** Longest pause between two attempts, in milliseconds. */
const LONGEST_PAUSE = 250;
/** Attempts within the deadline, when none of them is answered. */
const PATIENT_ATTEMPTS = 3;

/**
 * Waits for an answer, and no longer than so many milliseconds. The driver leaves some statements
 * without any when a connection is lost.
 *
 * @throws {NoAnswer} when it takes longer
 */
export async function answerWithin<Result>(
  clock: Clock,
  ms: number,
  answer: PromiseLike<Result>,
): Promise<Result> {
  const answered = new AbortController();
  const late = clock.sleep(ms, answered.signal).then(() => {
    if (!answered.signal.aborted) throw new NoAnswer();
  });
  // Whichever loses fails unseen.
  late.catch(() => {});
  try {
    return await Promise.race([Promise.resolve(answer), late as Promise<never>]);
  } finally {
    answered.abort();
  }
}

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
  const { clock } = ports;
  const until = clock.monotonic() + within;
  const open = new Map<number, Promise<Outcome<Result>>>();
  for (let attempt = 1;; attempt++) {
    open.set(attempt, outcomeOf(attempt, ask));
    const left = until - clock.monotonic();
    const outcome = await firstOutcome(clock, Math.min(left, within / PATIENT_ATTEMPTS), open);
    if (outcome.error === undefined) return outcome.result as Result;
    const late = clock.monotonic() >= until;
    if (late || failureOf(outcome.error) === "refused") throw toStoreError(action, outcome.error);
    if (outcome.attempt !== undefined) {
      open.delete(outcome.attempt);
      await pause(ports, attempt);
    }
  }
}

/** Sleeps for a random while that grows with the number of attempts. */
export async function pause({ clock, random }: AttemptPorts, attempt: number): Promise<void> {
  await clock.sleep((0.5 + random() / 2) * Math.min(5 * 2 ** attempt, LONGEST_PAUSE));
}

interface Outcome<Result> {
  readonly attempt?: number;
  readonly result?: Result;
  readonly error?: unknown;
}

async function outcomeOf<Result>(
  attempt: number,
  ask: () => PromiseLike<Result>,
): Promise<Outcome<Result>> {
  try {
    return { attempt, result: await ask() };
  } catch (error) {
    return { attempt, error: error ?? new Error("The driver threw nothing") };
  }
}

async function firstOutcome<Result>(
  clock: Clock,
  ms: number,
  open: ReadonlyMap<number, Promise<Outcome<Result>>>,
): Promise<Outcome<Result>> {
  try {
    return await answerWithin(clock, ms, Promise.race(open.values()));
  } catch (error) {
    return { error };
  }
}
