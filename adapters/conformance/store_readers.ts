/** Cases of readers that keep up with writers: 13. A position given before it is visible fails them. */

import assert from "node:assert/strict";
import type { Recorded, Store } from "../../application/store/store.ts";
import type { Random } from "../../application/ports.ts";
import { pause } from "./assertions.ts";
import type { StoreRoom } from "./store_case.ts";
import { type SharedCase, storeOf, type Stores } from "./store_shared.ts";
import { append, counted, numbers, put, readAll } from "./store_samples.ts";

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

const WRITERS = 16;
const COMMITS = 20;
/** Longest the readers wait for what they miss, in milliseconds. */
const PATIENCE = 20_000;

/** Writes from sixteen callers at once; every fifth commit fails, after some of it was looked at. */
async function write(stores: Stores, random: Random): Promise<void> {
  await stores[0].commit({ appends: [append("taken", "none", 0)] });
  await Promise.all(
    numbers(WRITERS).map(async (writer) => {
      const store = storeOf(stores, writer);
      for (const n of numbers(COMMITS)) {
        if (random() < 0.3) await pause(random() * 3);
        if (n % 5 === 0) await failingCommit(store, writer);
        const type = random() < 0.3 ? "Wanted" : "Other";
        const events = numbers(1 + Math.floor(random() * 3)).map((k) => counted(k, type));
        const stream = `s-${Math.floor(random() * 8)}`;
        await store.commit({ appends: [{ stream, expect: "any", events }] });
      }
    }),
  );
}

async function failingCommit(store: Store, writer: number): Promise<void> {
  const changes = {
    appends: [append(`s-${writer % 8}`, "any", 1), append("taken", "none", 1)],
    puts: [put("p", "any", 1)],
  };
  await store.commit(changes).then(
    () => assert.fail("A commit against an expectation passed"),
    () => {},
  );
}

/** A reader that goes on from its checkpoint until the writers are done and it is at the head. */
async function follow(
  store: Store,
  writing: Promise<void>,
  readPage: (after: number) => Promise<number>,
): Promise<void> {
  const patience = new AbortController();
  const timer = setTimeout(() => patience.abort(), PATIENCE);
  let written = false;
  const done = writing.finally(() => {
    written = true;
  });
  done.catch(() => {}); // Awaited below; until then nobody listens.
  let checkpoint = 0;
  try {
    while (!written || checkpoint < await store.head()) {
      assert.ok(!patience.signal.aborted, `The reader hangs at ${checkpoint}`);
      const read = await readPage(checkpoint);
      if (read === checkpoint) await Promise.race([store.changed(read, patience.signal), done]);
      checkpoint = read;
    }
  } finally {
    clearTimeout(timer);
    patience.abort();
    await done;
  }
}

async function keepsUp(stores: Stores, { random }: StoreRoom): Promise<void> {
  const reader = stores.at(-1) ?? stores[0];
  const seen: Recorded[] = [];
  await follow(reader, write(stores, random), async (after) => {
    const { events, through } = await reader.readLog({ after, limit: 7 });
    const positions = events.map(({ position }) => position);
    assert.deepEqual(positions, numbers(events.length, after + 1), "No position is left out");
    assert.equal(through, after + events.length);
    seen.push(...events);
    return through;
  });

  assert.deepEqual(seen, await readAll(stores[0]), "The log is what the reader saw");
}

async function keepsUpFiltered(stores: Stores, { random }: StoreRoom): Promise<void> {
  const reader = stores.at(-1) ?? stores[0];
  const seen: Recorded[] = [];
  await follow(reader, write(stores, random), async (after) => {
    const { events, through } = await reader.readLog({ after, limit: 3, types: ["Wanted"] });
    assert.ok(through >= after, "A reader never steps back");
    seen.push(...events);
    return through;
  });

  const wanted = (await readAll(stores[0])).filter(({ type }) => type === "Wanted");
  assert.deepEqual(seen, wanted, "The reader saw every event of its type, once, in order");
}

async function headIsReadable(stores: Stores, { random }: StoreRoom): Promise<void> {
  const reader = stores.at(-1) ?? stores[0];
  let known = 0;
  await follow(reader, write(stores, random), async (after) => {
    const head = await reader.head();
    assert.ok(head >= known, "The head never steps back");
    known = head;
    const { events } = await reader.readLog({ after, limit: head - after });
    const positions = events.map(({ position }) => position);
    assert.deepEqual(positions, numbers(head - after, after + 1), "Up to the head all is there");
    return head;
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
