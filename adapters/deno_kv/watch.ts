/** Waiting for the log to grow, by commits of this process and of others. */

import type { Clock } from "../../application/ports.ts";
import type { WakeUps } from "../../application/store/wake_ups.ts";
import { headKey } from "./keys.ts";
import { type Place, readHead } from "./reading.ts";

/** What watching stands on. */
export interface WatchPorts {
  readonly clock: Clock;
  readonly place: Place;
  readonly waiting: WakeUps;
  /** Reads the last position, and waits while the database is busy. */
  readonly head: () => Promise<number>;
}

/** The `changed` of the port. */
export interface Watch {
  readonly changed: (after: number, signal: AbortSignal) => Promise<void>;
  /** Wakes everybody who waits. */
  readonly wake: () => void;
  /** Resolves when nobody looks any more. */
  readonly idle: () => Promise<void>;
}

/**
 * Watches the head, which wakes at once for commits that this process, or Deno Deploy, hears of, and
 * looks at it every `interval` milliseconds for those of other processes on one file. Both are done
 * once for all who wait, and not at all when nobody does.
 */
export function watchHead(ports: WatchPorts, interval: number): Watch {
  const { waiting, head } = ports;
  let watchers = 0;
  let changes = 0;
  let stop = new AbortController();
  let looking: Promise<unknown> = Promise.resolve();

  function wake(): void {
    changes++;
    waiting.wake();
  }

  function enter(): void {
    if (watchers++ > 0) return;
    stop = new AbortController();
    looking = Promise.all([
      looking,
      listen(ports.place, wake, stop.signal),
      poll(ports, interval, wake, stop.signal),
    ]);
  }

  async function changed(after: number, signal: AbortSignal): Promise<void> {
    if (signal.aborted || await head() > after) return;
    enter();
    try {
      while (!signal.aborted) {
        const before = changes;
        if (await head() > after) return;
        // What came while the head was read could be beyond it.
        if (changes === before) await waiting.wait(signal);
      }
    } finally {
      if (--watchers === 0) stop.abort();
    }
  }

  return { changed, wake, idle: async () => void await looking };
}

/** Wakes by what the database tells; when that fails the poll is left. */
async function listen({ kv, keys }: Place, wake: () => void, signal: AbortSignal): Promise<void> {
  try {
    const reader = kv.watch([keys.encode(headKey)]).getReader();
    signal.addEventListener("abort", () => void reader.cancel().catch(() => {}), { once: true });
    while (!(await reader.read()).done) wake();
  } catch {
    // The database cannot watch, or was closed.
  }
}

async function poll(
  { clock, place }: WatchPorts,
  interval: number,
  wake: () => void,
  signal: AbortSignal,
): Promise<void> {
  let seen: string | null | undefined;
  while (!signal.aborted) {
    await clock.sleep(interval, signal);
    if (signal.aborted) return;
    const now = await tryVersionstamp(place);
    if (now !== seen || now === undefined) wake();
    seen = now;
  }
}

/** Gives nothing when the database fails: who waits then looks for himself. */
async function tryVersionstamp(place: Place): Promise<string | null | undefined> {
  try {
    return (await readHead(place)).versionstamp;
  } catch {
    return undefined;
  }
}
