/** Asking again and again, for as long as the answer is wanted. */

import { backoff } from "../../application/events/backoff.ts";
import type { Clock, Log, Random } from "../../application/ports.ts";
import { isOutage } from "./driver_errors.ts";
import { unlessAborted } from "./unless_aborted.ts";

/** What asking again takes. */
export interface PersistPorts {
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Pick<Log, "warn">;
}

/** Milliseconds before a message that failed comes again, or the server is asked again. */
export const DELAYS = { first: 50, longest: 10_000 } as const;

/** Asks until there is an answer; gives `undefined` once the signal is aborted. */
export async function persist<Answer>(
  { clock, random, log }: PersistPorts,
  signal: AbortSignal,
  ask: () => Promise<Answer>,
): Promise<Answer | undefined> {
  for (let failures = 1; !signal.aborted; failures++) {
    try {
      return await unlessAborted(signal, ask());
    } catch (error) {
      if (!isOutage(error)) log.warn("cannot work for a group now; it is tried again", { error });
      await clock.sleep(backoff(DELAYS, failures, random), signal);
    }
  }
  return undefined;
}
