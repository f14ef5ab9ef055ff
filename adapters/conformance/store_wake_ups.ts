/** Cases of waiting for the log to grow: 22. */

import assert from "node:assert/strict";
import type { Store } from "../../application/store/store.ts";
import { pause, within } from "./assertions.ts";
import type { StoreCase, StoreRoom } from "./store_case.ts";
import type { SharedCase, Stores } from "./store_shared.ts";
import { append, numbers, put } from "./store_samples.ts";

export const wakeUpCases: readonly SharedCase[] = [
  { number: 22, does: "`changed` wakes within 100 ms of a commit", run: wakes },
  { number: 22, does: "`changed` misses no commit that comes meanwhile", run: missesNone },
];

export const waitingCases: readonly StoreCase[] = [
  { number: 22, does: "aborting `changed` resolves it and releases everything", run: releases },
  { number: 22, does: "`changed` resolves at once below the head", run: resolvesAtOnce },
  { number: 22, does: "`changed` neither resolves nor spins while nothing happens", run: isQuiet },
];

const WAKES_WITHIN = 100;
/** Longest that is waited for a wake-up that may never come, in milliseconds. */
const PATIENCE = 2000;

/** Waits until the head is past a position; `changed` may wake early. */
async function growth(store: Store, after: number, signal: AbortSignal): Promise<void> {
  while (await store.head() <= after && !signal.aborted) await store.changed(after, signal);
}

async function wakes(stores: Stores): Promise<void> {
  const waiter = stores.at(-1) ?? stores[0];
  using patience = abortable();
  const delays: number[] = [];
  for (const n of numbers(9)) {
    let wokenAt = 0;
    const woken = growth(waiter, n - 1, patience.signal).then(() => {
      wokenAt = performance.now();
    });
    await pause(n * 3);
    await stores[0].commit({ appends: [append("a", "any", n)] });
    const committedAt = performance.now();
    await within(PATIENCE, "`changed` after a commit", woken);
    delays.push(wokenAt - committedAt);
  }
  // The middle one, so that one pause of the machine does not count, and a slow poll does.
  const middle = delays.toSorted((a, b) => a - b)[4] ?? Infinity;
  assert.ok(middle < WAKES_WITHIN, `Woke ${Math.round(middle)} ms after the commit`);
}

async function missesNone(stores: Stores): Promise<void> {
  const waiter = stores.at(-1) ?? stores[0];
  using patience = abortable();
  const writing = (async () => {
    for (const n of numbers(100)) {
      await stores[0].commit({ appends: [append("a", "any", n)] });
      if (n % 10 === 0) await pause(1);
    }
  })();
  const reading = (async () => {
    for (let after = 0; after < 100;) {
      await within(PATIENCE, "`changed`", growth(waiter, after, patience.signal));
      after = await waiter.head();
    }
  })();
  await Promise.all([writing, reading]);
}

async function releases({ store }: StoreRoom): Promise<void> {
  const controller = new AbortController();
  const listeners = countListeners(controller.signal);
  const waiting = numbers(50).map((n) => store.changed(n + 10, controller.signal));
  await pause(10);
  controller.abort();
  await within(1000, "An aborted `changed`", Promise.all(waiting));
  await within(1000, "`changed` with an aborted signal", store.changed(99, controller.signal));

  const other = new AbortController();
  const others = countListeners(other.signal);
  for (const n of numbers(20)) {
    const woken = growth(store, n - 1, other.signal);
    await store.commit({ appends: [append("a", "any", n)] });
    await within(PATIENCE, "`changed` after a commit", woken);
  }
  await pause(10);
  assert.equal(others.count(), 0, "A wake-up leaves no listener on the signal");
  assert.equal(listeners.count(), 0, "An abort leaves no listener on the signal");
}

async function resolvesAtOnce({ store }: StoreRoom): Promise<void> {
  using patience = abortable();
  await store.commit({ appends: [append("a", "any", 1, 2, 3)] });
  for (const after of [0, 1, 2]) {
    await within(1000, `changed(${after}) at head 3`, store.changed(after, patience.signal));
  }
  const far = store.changed(4, patience.signal).then(() => "woken");
  await store.commit({ appends: [append("a", "any", 4, 5)] });
  assert.equal(await within(PATIENCE, "changed(4) at head 5", far), "woken");
}

/** Turns of at least 2 ms for which nothing happens. */
const TURNS = 60;

async function isQuiet({ store }: StoreRoom): Promise<void> {
  using patience = abortable();
  await store.commit({ appends: [append("a", "any", 1)] });
  let wakeUps = 0;
  let over = false;
  const waiting = (async () => {
    while (!over) {
      await store.changed(1, patience.signal);
      wakeUps++;
      await pause(0);
    }
  })();
  // Turns are counted, not time: on a busy machine both sides come to fewer of them.
  for (let turn = 0; turn < TURNS; turn++) await pause(2);
  await store.commit({ puts: [put("p", "any", 1)] });
  over = true;
  const counted = wakeUps;
  patience.abort();
  await waiting;
  assert.ok(counted <= TURNS / 3, `Woke ${counted} times in ${TURNS} turns without a commit`);
}

/** An abort controller that is aborted at the end of its block. */
function abortable(): Disposable & Pick<AbortController, "signal" | "abort"> {
  const controller = new AbortController();
  const abort = () => controller.abort();
  return { signal: controller.signal, abort, [Symbol.dispose]: abort };
}

/** Counts the listeners on a signal from now on. */
function countListeners(signal: AbortSignal): { readonly count: () => number } {
  const listeners = new Set<unknown>();
  const add = signal.addEventListener.bind(signal);
  const remove = signal.removeEventListener.bind(signal);
  signal.addEventListener = (...args: Parameters<typeof add>) => {
    listeners.add(args[1]);
    add(...args);
  };
  signal.removeEventListener = (...args: Parameters<typeof remove>) => {
    listeners.delete(args[1]);
    remove(...args);
  };
  signal.addEventListener("abort", () => listeners.clear(), { once: true });
  return { count: () => Math.max(0, listeners.size - 1) };
}
