/** Waiting for an answer only as long as it is wanted. */

/** Gives the answer, or `undefined` once the signal is aborted; what comes later is dropped. */
export async function unlessAborted<Answer>(
  signal: AbortSignal,
  answer: Promise<Answer>,
): Promise<Answer | undefined> {
  const { promise, resolve } = Promise.withResolvers<undefined>();
  const drop = () => resolve(undefined);
  signal.addEventListener("abort", drop, { once: true });
  try {
    return await Promise.race([answer, promise]);
  } finally {
    signal.removeEventListener("abort", drop);
    answer.catch(() => {});
  }
}
