/** A clock that tells the machine's time, for cases in which time must pass. */

import type { Clock } from "../../application/ports.ts";

/** The clock of the machine the kit runs on. */
export const realClock: Clock = {
  now: () => Date.now(),
  monotonic: () => performance.now(),
  sleep: (ms, signal) => {
    const { promise, resolve } = Promise.withResolvers<void>();
    const done = () => {
      clearTimeout(timer);
      signal?.removeEventListener("abort", done);
      resolve();
    };
    const timer = setTimeout(done, ms);
    if (signal?.aborted) done();
    signal?.addEventListener("abort", done, { once: true });
    return promise;
  },
};
