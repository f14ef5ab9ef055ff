/** Cases of work that throws, has ended, or does nothing: 5, 6, 8. */

import assert from "node:assert/strict";
import type { Transaction } from "../../application/store/transaction.ts";
import { rejectsWith, requireError } from "./assertions.ts";
import type { StoreCase, StoreRoom } from "./store_case.ts";
import { counted, unchanged } from "./store_samples.ts";
import { SampleRefused, store as put, thing, worker } from "./unit_of_work_samples.ts";

export const endingCases: readonly StoreCase[] = [
  { number: 5, does: "work that throws stages nothing", run: throws },
  {
    number: 6,
    does: "a transaction is an error after its end, and one of each run its own",
    run: ended,
  },
  { number: 8, does: "where nothing is staged nothing is committed", run: nothing },
];

async function throws(room: StoreRoom): Promise<void> {
  const { store } = room;
  await put(store, "a", 1);
  for (const error of [new Error("broken"), new SampleRefused("no"), "text", undefined]) {
    await unchanged(store, async () => {
      const run = worker(room)(async (tx) => {
        await tx.get("things", "a");
        await tx.readStream("s");
        tx.put(thing("a", 2));
        tx.append("s", [counted(1)]);
        throw error;
      });
      const thrown = await run.then(() => assert.fail("It was fulfilled"), (reason) => reason);
      assert.equal(thrown, error);
    });
  }
}

async function ended(room: StoreRoom): Promise<void> {
  const { store } = room;
  const kept: Transaction[] = [];
  await worker(room)(async (tx) => {
    kept.push(tx);
    await tx.get("things", "a");
    if (kept.length === 1) await put(store, "a", 1);
    tx.put(thing("b", 1));
  });

  assert.equal(kept.length, 2);
  const code = "store/unit-of-work-ended";
  for (const tx of kept) {
    await rejectsWith(tx.get("things", "a"), code);
    await rejectsWith(tx.getBy("things", "k", "v"), code);
    await rejectsWith(tx.readStream("s"), code);
    for (
      const late of [
        () => tx.put(thing("a", 1)),
        () => tx.append("s", []),
        () => tx.check("things", "a", "any"),
      ]
    ) {
      assert.throws(late, (error) => (requireError(error, code), true));
    }
  }
}

async function nothing(room: StoreRoom): Promise<void> {
  let commits = 0;
  const commit: typeof room.store.commit = (changes) => {
    commits++;
    return room.store.commit(changes);
  };
  const { committed } = await worker({ ...room, store: { ...room.store, commit } })(async (tx) => {
    await tx.get("things", "a");
    await tx.getBy("things", "k", "v");
    await tx.readStream("s");
  });

  assert.deepEqual([committed, commits], [undefined, 0]);
}
