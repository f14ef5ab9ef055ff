/** Callers that wait for the log to grow; what stands behind a store's `changed`. */

/** The waiting room of one store instance. */
export interface WakeUps {
  /** Waits until {@linkcode WakeUps.wake} or the abort of the signal. */
  readonly wait: (signal: AbortSignal) => Promise<void>;
  /** Wakes everybody who waits. */
  readonly wake: () => void;
  /** Rejects everybody who waits, and everybody who comes later. */
  readonly close: (reason: Error) => void;
  /** How many wait. */
  readonly count: () => number;
}

/** Makes an empty waiting room. */
export function wakeUps(): WakeUps {
  const waiting = new Set<PromiseWithResolvers<void>>();
  let closed: Error | undefined;

  return {
    wait: (signal) => {
      if (closed) return Promise.reject(closed);
      if (signal.aborted) return Promise.resolve();
      const waiter = Promise.withResolvers<void>();
      const leave = () => waiter.resolve();
      waiting.add(waiter);
      signal.addEventListener("abort", leave, { once: true });
      return waiter.promise.finally(() => {
        waiting.delete(waiter);
        signal.removeEventListener("abort", leave);
      });
    },
    wake: () => {
      for (const waiter of waiting) waiter.resolve();
    },
    close: (reason) => {
      closed = reason;
      for (const waiter of waiting) waiter.reject(reason);
    },
    count: () => waiting.size,
  };
}
