/** Waiting for the cluster, and never too long. */

import { BusUnavailable } from "../../application/messaging/message_bus.ts";
import type { Clock } from "../../application/ports.ts";

/**
 * Waits for an answer, and so many milliseconds at most.
 *
 * @throws {BusUnavailable} when it takes longer
 */
export async function within<Answer>(
  { sleep }: Pick<Clock, "sleep">,
  ms: number,
  answer: Promise<Answer>,
): Promise<Answer> {
  const answered = new AbortController();
  const late = sleep(ms, answered.signal).then(() => {
    throw new BusUnavailable(`no answer within ${ms} ms`);
  });
  try {
    return await Promise.race([answer, late]);
  } finally {
    answered.abort();
  }
}
