/** Cases of others who come first: 2, 3, 7. */

import assert from "node:assert/strict";
import type { Store } from "../../application/store/store.ts";
import type { Transaction } from "../../application/store/transaction.ts";
import { rejectsWith } from "./assertions.ts";
import type { StoreCase, StoreRoom } from "./store_case.ts";
import { append, counted, numbers } from "./store_samples.ts";
import {
  disturbed,
  increment,
  SampleRefused,
  store as put,
  thing,
  valueOf,
  worker,
} from "./unit_of_work_samples.ts";

export const workConflictCases: readonly StoreCase[] = [
  { number: 2, does: "a conflict runs the work again, on fresh data", run: runsAgain },
  { number: 2, does: "a unique key taken meanwhile runs the work again", run: keyTaken },
  { number: 2, does: "after its attempts the conflict is thrown", run: attempts },
  { number: 2, does: "after its time the conflict is thrown", run: time },
  { number: 2, does: "a key that stays taken is thrown soon", run: hopeless },
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
  { number: 7, does: "a thousand concurrent increments of one document: 1000", run: thousand },
  {
    number: 7,
    does: "increments through two instances: none is lost",
    needs: "twoInstances",
    run: two,
  },
  { number: 7, does: "transfers between ten documents keep their sum", run: transfers },
];

async function runsAgain(room: StoreRoom): Promise<void> {
  const work = disturbed(increment, () => put(room.store, "counter", 10), 1);
  const { result } = await worker(room)(work);
  assert.deepEqual([result, work.runs(), await valueOf(room.store, "counter")], [11, 2, 11]);
}

async function keyTaken(room: StoreRoom): Promise<void> {
  const { store } = room;
  const work = disturbed(async (tx) => {
    const taken = await tx.getBy("things", "k", "v");
    tx.put(thing("mine", 1, { k: taken === undefined ? "v" : "w" }));
  }, () => put(store, "other", 1, { k: "v" }));
  await worker(room)(work);

  assert.equal(work.runs(), 2);
  assert.equal((await store.getBy("things", "k", "w"))?.id, "mine");
}

async function attempts(room: StoreRoom): Promise<void> {
  let other = 100;
  const work = disturbed(increment, () => put(room.store, "counter", ++other), 9);
  await rejectsWith(worker(room)(work, { attempts: 3 }), "store/version-conflict", {
    subject: { collection: "things", id: "counter" },
  });
  assert.deepEqual([work.runs(), await valueOf(room.store, "counter")], [3, 103]);
}

async function time(room: StoreRoom): Promise<void> {
  const work = disturbed(increment, () => put(room.store, "counter", 1), Infinity);
  const before = performance.now();
  await rejectsWith(worker(room)(work, { within: 200 }), "store/version-conflict");
  const took = performance.now() - before;
  assert.ok(took >= 200 && took < 5000, `It took ${took} ms`);
}

async function hopeless(room: StoreRoom): Promise<void> {
  await put(room.store, "other", 1, { k: "v" });
  const work = disturbed((tx) => tx.put(thing("mine", 1, { k: "v" })), () => Promise.resolve());
  await rejectsWith(worker(room)(work), "store/unique-violation", {
    collection: "things",
    key: "k",
    value: "v",
  });
  assert.ok(work.runs() <= 5, `${work.runs()} runs`);
}

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

async function thousand(room: StoreRoom): Promise<void> {
  const work = worker(room);
  const options = { within: 50_000 };
  const done = await Promise.all(numbers(1000).map(() => work((tx) => increment(tx), options)));

  assert.equal(await valueOf(room.store, "counter"), 1000);
  assert.deepEqual(done.map(({ result }) => result).toSorted((a, b) => a - b), numbers(1000));
}

async function two(room: StoreRoom): Promise<void> {
  const workers = [worker(room), worker({ ...room, store: await room.another() })];
  const options = { within: 50_000 };
  await Promise.all(
    workers.flatMap((work) => numbers(100).map(() => work((tx) => increment(tx), options))),
  );
  assert.equal(await valueOf(room.store, "counter"), 200);
}

async function transfers(room: StoreRoom): Promise<void> {
  const ids = numbers(10).map(String);
  await room.store.commit({ puts: ids.map((id) => ({ ...thing(id, 10), expect: "any" })) });
  const pick = () => ids[Math.floor(room.random() * ids.length)] ?? "1";
  await Promise.all(
    numbers(100).map(async () => {
      const [from, to] = [pick(), pick()];
      await worker(room)(async (tx) => {
        tx.put(thing(from, Number(await valueOf(tx, from)) - 1));
        tx.put(thing(to, Number(await valueOf(tx, to)) + 1));
      }, { within: 50_000 });
    }),
  );

  const left = await Promise.all(ids.map((id) => valueOf(room.store, id)));
  assert.equal(left.reduce<number>((sum, value) => sum + Number(value), 0), 100);
}
