/** Cases of what was only read, and has changed: 3. */

import assert from "node:assert/strict";
import type { Store } from "../../application/store/store.ts";
import type { Transaction } from "../../application/store/transaction.ts";
import { rejectsWith } from "./assertions.ts";
import type { StoreCase, StoreRoom } from "./store_case.ts";
import { append, counted } from "./store_samples.ts";
import {
  disturbed,
  SampleRefused,
  store as put,
  thing,
  valueOf,
  worker,
} from "./unit_of_work_samples.ts";

export const readCases: readonly StoreCase[] = [
  ...Object.entries({
    "a document": (tx: Transaction) => tx.get("things", "read"),
    "an absent document": (tx: Transaction) => tx.get("things", "absent"),
    "the holder of a key": (tx: Transaction) => tx.getBy("things", "k", "held"),
    "a free key": (tx: Transaction) => tx.getBy("things", "k", "free"),
    "a stream": (tx: Transaction) => tx.readStream("s"),
    "an empty stream": (tx: Transaction) => tx.readStream("empty"),
  }).flatMap(([what, read]) => [
    {
      number: 3,
      does: `${what} that was only read and changes runs the work again`,
      run: readOnly(read),
    },
    { number: 3, does: `${what} that was read in vain runs a refusal again`, run: refusal(read) },
  ]),
  { number: 3, does: "a refusal that stood on two moments is not let out", run: twoMoments },
  { number: 3, does: "two reads of one thing that differ run the work again", run: differ },
  { number: 3, does: "what was only expected is checked, beside reads and puts", run: expected },
];

/** Changes everything the read-only cases read. */
async function changeAll(store: Store): Promise<void> {
  await store.commit({
    appends: [append("s", "any", 2), append("empty", "any", 1)],
    puts: [
      { ...thing("read", 2), expect: "any" },
      { ...thing("absent", 1), expect: "any" },
      { ...thing("holder", 2, { k: "free" }), expect: "any" },
    ],
  });
}

async function setUp(store: Store): Promise<void> {
  await store.commit({
    appends: [append("s", "any", 1)],
    puts: [
      { ...thing("read", 1), expect: "any" },
      { ...thing("holder", 1, { k: "held" }), expect: "any" },
    ],
  });
}

function readOnly(read: (tx: Transaction) => Promise<unknown>): StoreCase["run"] {
  return async (room) => {
    await setUp(room.store);
    const seen: unknown[] = [];
    const work = disturbed(async (tx) => {
      seen.push(await read(tx));
      tx.append("written", [counted(seen.length)]);
    }, () => changeAll(room.store));
    await worker(room)(work);

    assert.equal(work.runs(), 2);
    assert.notDeepEqual(seen[0], seen[1]);
    assert.equal((await room.store.readStream("written")).length, 1);
  };
}

function refusal(read: (tx: Transaction) => Promise<unknown>): StoreCase["run"] {
  return async (room) => {
    await setUp(room.store);
    let runs = 0;
    const { result } = await worker(room)(async (tx) => {
      await tx.get("things", "another");
      await read(tx);
      if (++runs > 1) return "let through";
      await changeAll(room.store);
      throw new SampleRefused("It stood on what no longer holds");
    });
    assert.deepEqual([result, runs], ["let through", 2]);
  };
}

async function twoMoments(room: StoreRoom): Promise<void> {
  const { store } = room;
  await put(store, "a", 0);
  await put(store, "b", 1);
  let runs = 0;
  const { result } = await worker(room)(async (tx) => {
    const a = Number(await valueOf(tx, "a"));
    if (++runs === 1) {
      await store.commit({
        puts: [{ ...thing("a", 1), expect: "any" }, { ...thing("b", 0), expect: "any" }],
      });
    }
    const sum = a + Number(await valueOf(tx, "b"));
    if (sum === 0) throw new SampleRefused("The sum is 0, as it never was");
    return sum;
  });
  assert.deepEqual([result, runs], [1, 2]);
}

async function differ(room: StoreRoom): Promise<void> {
  const { store } = room;
  await put(store, "a", 1, { k: "v" });
  let runs = 0;
  const { result } = await worker(room)(async (tx) => {
    const first = await valueOf(tx, "a");
    if (++runs === 1) await put(store, "a", 2, { k: "v" });
    const second = (await tx.getBy("things", "k", "v"))?.value;
    tx.put(thing("b", 1));
    return [first, second];
  });
  assert.deepEqual([result, runs], [[2, 2], 2]);
}

async function expected(room: StoreRoom): Promise<void> {
  await put(room.store, "a", 1);
  const wrong: readonly ((tx: Transaction) => unknown)[] = [
    (tx) => tx.check("things", "a", "none"),
    (tx) => (tx.check("things", "a", "none"), tx.put(thing("a", 2))),
    async (tx) => (await tx.get("things", "a"), tx.check("things", "a", "none")),
    (tx) => tx.put({ ...thing("a", 2), expect: "none" }),
    async (tx) => (await tx.get("things", "a"), tx.put({ ...thing("a", 2), expect: "none" })),
    (tx) => tx.append("s", [counted(1)], "some"),
    async (tx) => (await tx.readStream("s"), tx.append("s", [counted(1)], "some")),
  ];
  for (const [index, work] of wrong.entries()) {
    const run = worker(room)(async (tx) => {
      await work(tx);
      tx.put(thing("b", 1));
    }, { attempts: 1 });
    await rejectsWith(run, "store/version-conflict", {}).catch((error) =>
      assert.fail(`Number ${index}: ${error}`)
    );
  }
  assert.equal(await valueOf(room.store, "b"), undefined);
}
