/** The Clock port over the machine's own clocks. */

import type { Clock } from "../../application/ports.ts";

/** Longest delay a timer takes; longer sleeps are made of several. */
const LONGEST_TIMER = 2 ** 31 - 1;

/** Makes a clock that tells the machine's time. */
export function systemClock(): Clock {
  return {
    now: () => Date.now(),
    monotonic: () => performance.now(),
    sleep: async (ms, signal) => {
      for (let left = ms; left > 0 && !signal?.aborted; left -= LONGEST_TIMER) {
        await timer(Math.min(left, LONGEST_TIMER), signal);
      }
    },
  };
}

function timer(ms: number, signal?: AbortSignal): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  const done = () => {
    clearTimeout(id);
    signal?.removeEventListener("abort", done);
    resolve();
  };
  const id = setTimeout(done, ms);
  signal?.addEventListener("abort", done, { once: true });
  return promise;
}
