/** Cases of others who come first: 2. */

import assert from "node:assert/strict";
import { rejectsWith } from "./assertions.ts";
import { append, counted } from "./store_samples.ts";
import type { StoreCase, StoreRoom } from "./store_case.ts";
import {
  disturbed,
  increment,
  store as put,
  thing,
  valueOf,
  worker,
} from "./unit_of_work_samples.ts";

export const workConflictCases: readonly StoreCase[] = [
  { number: 2, does: "a conflict runs the work again, on fresh data", run: runsAgain },
  { number: 2, does: "a stream that has grown runs the work again", run: streamGrown },
  { number: 2, does: "a unique key taken meanwhile runs the work again", run: keyTaken },
  { number: 2, does: "after its attempts the conflict is thrown", run: attempts },
  { number: 2, does: "after its time the conflict is thrown", run: time },
  { number: 2, does: "a key that stays taken is thrown soon", run: hopeless },
];

async function runsAgain(room: StoreRoom): Promise<void> {
  const work = disturbed(increment, () => put(room.store, "counter", 10), 1);
  const { result } = await worker(room)(work);
  assert.deepEqual([result, work.runs(), await valueOf(room.store, "counter")], [11, 2, 11]);
}

async function streamGrown(room: StoreRoom): Promise<void> {
  const { store } = room;
  const work = disturbed(async (tx) => {
    const { version } = await tx.readStream("s");
    tx.append("s", [counted(version + 1)]);
  }, () => store.commit({ appends: [append("s", "any", 1)] }));
  await worker(room)(work);

  const events = await store.readStream("s");
  assert.deepEqual([work.runs(), events.map(({ data }) => data)], [2, [{ n: 1 }, { n: 2 }]]);
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
