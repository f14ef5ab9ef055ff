/** Waiting for an answer, but not for ever. */

import type { Clock } from "./ports.ts";

/**
 * Gives an answer that comes within some milliseconds.
 *
 * @throws what `late` makes when it does not come, or what the answer fails with
 */
export async function answerInTime<Answer>(
  clock: Pick<Clock, "sleep">,
  ms: number,
  answer: Promise<Answer>,
  late: () => Error,
): Promise<Answer> {
  const answered = new AbortController();
  const tooLate = clock.sleep(ms, answered.signal).then(() => Promise.reject(late()));
  try {
    return await Promise.race([answer, tooLate]);
  } finally {
    tooLate.catch(() => {});
    answered.abort();
  }
}
