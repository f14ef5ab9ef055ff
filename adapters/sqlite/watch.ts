/** Waiting for the log to grow, by commits of this process and of others. */

import type { Clock } from "../../application/ports.ts";
import type { WakeUps } from "../../application/store/wake_ups.ts";

/** What watching stands on. */
export interface WatchPorts {
  readonly clock: Clock;
  readonly waiting: WakeUps;
  /** Does synchronous reading, and waits while the database is busy. */
  readonly read: <Result>(work: () => Result) => Promise<Result>;
  readonly head: () => number;
  /** Gives a number that changes when another process has written. */
  readonly dataVersion: () => number;
}

/**
 * Makes the `changed` of the port. Other processes are looked for every `interval` milliseconds, by
 * one timer for all who wait, and by none when nobody does.
 */
export function watch(
  ports: WatchPorts,
  interval: number,
): (after: number, signal: AbortSignal) => Promise<void> {
  const { waiting, read, head } = ports;
  let watchers = 0;
  let stop = new AbortController();

  return async (after, signal) => {
    /** Looks and begins to wait in one go, so that no commit can come between. */
    const look = () => head() > after ? undefined : { woken: waiting.wait(signal) };
    if (watchers++ === 0) {
      stop = new AbortController();
      poll(ports, interval, stop.signal);
    }
    try {
      for (let wait = await read(look); wait !== undefined; wait = await read(look)) {
        await wait.woken;
        if (signal.aborted) return;
      }
    } finally {
      if (--watchers === 0) stop.abort();
    }
  };
}

async function poll(ports: WatchPorts, interval: number, signal: AbortSignal): Promise<void> {
  // Read before anybody looks at the head: whatever comes later is a change.
  let seen = tryDataVersion(ports);
  while (!signal.aborted) {
    await ports.clock.sleep(interval, signal);
    const now = tryDataVersion(ports);
    if (now !== seen) ports.waiting.wake();
    seen = now;
  }
}

/** Gives what differs from everything when the database fails: who waits then looks for himself. */
function tryDataVersion({ dataVersion }: WatchPorts): number {
  try {
    return dataVersion();
  } catch {
    return NaN;
  }
}
