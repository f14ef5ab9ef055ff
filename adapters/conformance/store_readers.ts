/** Cases of readers that keep up with writers: 13. A position given before it is visible fails them. */

import assert from "node:assert/strict";
import type { LogPage, Recorded, Store } from "../../application/store/store.ts";
import type { Random } from "../../application/ports.ts";
import { pause } from "./assertions.ts";
import type { StoreRoom } from "./store_case.ts";
import { type SharedCase, storeOf, type Stores } from "./store_shared.ts";
import { append, numbers, put, readAll } from "./store_samples.ts";
import { write } from "./store_writers.ts";

export const readerCases: readonly SharedCase[] = [
  {
    number: 13,
    does: "sixteen writers and a reader that keeps up: every position once, in order",
    run: keepsUp,
  },
  { number: 13, does: "a reader of some types keeps up and misses none", run: keepsUpFiltered },
  { number: 13, does: "up to the head everything is there to be read", run: headIsReadable },
  {
    number: 13,
    does: "what is committed can be read at once, by every instance",
    run: readsOwnWrites,
  },
];

/** Page sizes of the readers: most come to the end of the log with every page, one lags behind. */
const PAGES = [1000, 1000, 1000, 1000, 50, 7] as const;
/** Longest the readers wait for what they miss, in milliseconds. */
const PATIENCE = 20_000;

/** One page after a checkpoint: what it holds, and the next checkpoint. */
type ReadPage = (store: Store, after: number, limit: number) => Promise<LogPage>;

/** Lets readers follow sixteen writers to the end; gives what each of them saw. */
async function followWriters(
  stores: Stores,
  random: Random,
  readPage: ReadPage,
): Promise<readonly (readonly Recorded[])[]> {
  const patience = new AbortController();
  const timer = setTimeout(() => patience.abort(), PATIENCE);
  const writing = { done: write(stores, random), over: false };
  const over = writing.done.finally(() => writing.over = true);
  try {
    const reading = PAGES.map((limit, n) => {
      const store = storeOf(stores, n + stores.length - 1);
      return follow(store, writing, patience.signal, (after) => readPage(store, after, limit));
    });
    const [seen] = await Promise.all([Promise.all(reading), over]);
    return seen;
  } finally {
    clearTimeout(timer);
    patience.abort();
    await Promise.allSettled([over]);
  }
}

/** Goes on from a checkpoint until the writers are done and it is at the head. */
async function follow(
  store: Store,
  writing: { readonly done: Promise<void>; readonly over: boolean },
  patience: AbortSignal,
  readPage: (after: number) => Promise<LogPage>,
): Promise<readonly Recorded[]> {
  const seen: Recorded[] = [];
  let checkpoint = 0;
  while (!writing.over || checkpoint < await store.head()) {
    assert.ok(!patience.aborted, `The reader hangs at ${checkpoint}`);
    const { events, through } = await readPage(checkpoint);
    assert.ok(through >= checkpoint, "A reader never steps back");
    seen.push(...events);
    if (through === checkpoint) {
      await Promise.race([store.changed(through, patience), writing.done]);
    }
    // Readers that never wait would hold up the writers of a store in this very process.
    await pause(0);
    checkpoint = through;
  }
  return seen;
}

async function keepsUp(stores: Stores, { random }: StoreRoom): Promise<void> {
  const readers = await followWriters(stores, random, async (store, after, limit) => {
    const page = await store.readLog({ after, limit });
    const positions = page.events.map(({ position }) => position);
    assert.deepEqual(positions, numbers(positions.length, after + 1), "No position is left out");
    assert.equal(page.through, after + positions.length);
    return page;
  });

  const log = await readAll(stores[0]);
  for (const seen of readers) assert.deepEqual(seen, log, "The log is what the reader saw");
}

async function keepsUpFiltered(stores: Stores, { random }: StoreRoom): Promise<void> {
  const types = ["Wanted"];
  const readers = await followWriters(stores, random, (store, after, limit) => {
    return store.readLog({ after, limit, types });
  });

  const wanted = (await readAll(stores[0])).filter(({ type }) => types.includes(type));
  for (const seen of readers) {
    assert.deepEqual(seen, wanted, "The reader saw every event of its type, once, in order");
  }
}

async function headIsReadable(stores: Stores, { random }: StoreRoom): Promise<void> {
  await followWriters(stores, random, async (store, after) => {
    const head = await store.head();
    assert.ok(head >= after, "The head never steps back");
    const { events } = await store.readLog({ after, limit: head - after });
    const positions = events.map(({ position }) => position);
    assert.deepEqual(positions, numbers(head - after, after + 1), "Up to the head all is there");
    return { events, through: head };
  });
}

async function readsOwnWrites(stores: Stores): Promise<void> {
  for (const n of numbers(10)) {
    const writer = storeOf(stores, n);
    const { position, events } = await writer.commit({
      id: `id-${n}`,
      appends: [append("a", "any", n)],
      puts: [put("p", "any", n, { unique: { k: `v-${n}` } })],
    });
    for (const store of stores) {
      assert.equal(await store.head(), position);
      assert.deepEqual((await store.readLog({ after: position - 1, limit: 9 })).events, events);
      assert.deepEqual(await store.readStream("a", { after: n - 1 }), events);
      assert.equal((await store.get("things", "p"))?.value, n);
      assert.equal((await store.getBy("things", "k", `v-${n}`))?.id, "p");
      assert.equal((await store.receipt(`id-${n}`))?.position, position);
    }
  }
}
