/** A clock that only moves when told, for tests and simulations. */

import type { Clock } from "../../application/ports.ts";

/** A clock in the caller's hand. */
export interface MemoryClock extends Clock {
  /** Moves both clocks on and wakes who slept long enough, in the order of their waking. */
  readonly advance: (ms: number) => void;
}

/** Makes a clock that stands at a time, in milliseconds since 1970, until it is advanced. */
export function memoryClock(start: number = Date.UTC(2026, 0, 1)): MemoryClock {
  const sleepers = new Set<{ readonly until: number; readonly wake: () => void }>();
  let elapsed = 0;

  return {
    now: () => start + elapsed,
    monotonic: () => elapsed,
    sleep: (ms, signal) => {
      if (ms <= 0 || signal?.aborted) return Promise.resolve();
      const { promise, resolve } = Promise.withResolvers<void>();
      const sleeper = {
        until: elapsed + ms,
        wake: () => {
          sleepers.delete(sleeper);
          signal?.removeEventListener("abort", sleeper.wake);
          resolve();
        },
      };
      sleepers.add(sleeper);
      signal?.addEventListener("abort", sleeper.wake, { once: true });
      return promise;
    },
    advance: (ms) => {
      elapsed += ms;
      const due = [...sleepers].filter(({ until }) => until <= elapsed);
      for (const { wake } of due.sort((a, b) => a.until - b.until)) wake();
    },
  };
}
