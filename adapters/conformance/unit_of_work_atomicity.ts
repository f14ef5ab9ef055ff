/** Cases of what a unit of work commits: 1, 4. */

import assert from "node:assert/strict";
import { rejectsWith } from "./assertions.ts";
import type { StoreCase, StoreRoom } from "./store_case.ts";
import { counted, unchanged } from "./store_samples.ts";
import { store as put, thing, valueOf, worker } from "./unit_of_work_samples.ts";

export const workAtomicityCases: readonly StoreCase[] = [
  { number: 1, does: "two collections and two streams are committed together", run: together },
  { number: 1, does: "when one of them cannot be, none is", run: orNone },
  { number: 1, does: "a stream is appended to in order, over several calls", run: inOrder },
  { number: 1, does: "metadata goes with every event, under its own", run: metadata },
  { number: 4, does: "reads see what was staged: documents, keys and streams", run: seesStaged },
];

async function together(room: StoreRoom): Promise<void> {
  const { store } = room;
  const { committed, result } = await worker(room)((tx) => {
    tx.put(thing("a", 1));
    tx.put({ collection: "others", id: "a", value: 2, index: { i: "x" } });
    tx.append("s", [counted(1), counted(2)]);
    tx.append("t", [counted(3)]);
    return "done";
  });

  assert.equal(result, "done");
  assert.deepEqual([committed?.position, committed?.streamVersions], [3, [2, 1]]);
  assert.deepEqual([await valueOf(store, "a"), (await store.get("others", "a"))?.value], [1, 2]);
  const { items } = await store.find({
    collection: "others",
    by: { index: "i", equal: "x" },
    limit: 9,
  });
  assert.deepEqual(items.map(({ id }) => id), ["a"]);
}

async function orNone(room: StoreRoom): Promise<void> {
  const { store } = room;
  await put(store, "taken", 1, { k: "v" });
  await unchanged(store, async () => {
    await rejectsWith(
      worker(room)((tx) => {
        tx.put(thing("a", 1));
        tx.append("s", [counted(1)]);
        tx.put(thing("b", 2, { k: "v" }));
      }, { attempts: 1 }),
      "store/unique-violation",
    );
  });
}

async function inOrder(room: StoreRoom): Promise<void> {
  await worker(room)(async (tx) => {
    tx.append("s", [counted(1)]);
    tx.append("s", []);
    tx.append("s", [counted(2), counted(3)]);
    const view = await tx.readStream("s");
    assert.deepEqual([view.version, view.stored, view.staged.length], [0, [], 3]);
    tx.append("s", [counted(4)]);
  });

  const events = await room.store.readStream("s");
  assert.deepEqual(events.map(({ data }) => data), [1, 2, 3, 4].map((n) => ({ n })));
}

async function metadata(room: StoreRoom): Promise<void> {
  await worker(room)((tx) => {
    tx.append("s", [{ ...counted(1), metadata: { actor: "bob", own: true } }, counted(2)]);
  }, { metadata: { correlationId: "r1", actor: "ada" } });

  assert.deepEqual((await room.store.readStream("s")).map(({ metadata }) => metadata), [
    { correlationId: "r1", actor: "bob", own: true },
    { correlationId: "r1", actor: "ada" },
  ]);
}

async function seesStaged(room: StoreRoom): Promise<void> {
  const { store } = room;
  await put(store, "old", 1, { k: "old" });
  const { version } = await store.get("things", "old") ?? { version: -1 };
  await worker(room)(async (tx) => {
    assert.deepEqual(await tx.getBy("things", "k", "new"), undefined);
    tx.put(thing("new", 2, { k: "new" }));
    assert.deepEqual(await tx.get("things", "new"), { id: "new", version: 0, value: 2 });
    assert.deepEqual(await tx.getBy("things", "k", "new"), { id: "new", version: 0, value: 2 });

    assert.deepEqual(await tx.getBy("things", "k", "old"), { id: "old", version, value: 1 });
    tx.put(thing("old", 3, { k: "moved" }));
    assert.deepEqual(await tx.get("things", "old"), { id: "old", version, value: 3 });
    assert.deepEqual(await tx.getBy("things", "k", "old"), undefined);
    assert.equal((await tx.getBy("things", "k", "moved"))?.id, "old");

    tx.put(thing("old", undefined));
    assert.deepEqual(await tx.get("things", "old"), undefined);
    assert.deepEqual(await tx.getBy("things", "k", "moved"), undefined);
    tx.put(thing("new", 4, { k: "old" }));
    assert.equal((await tx.getBy("things", "k", "old"))?.id, "new");
  });

  assert.equal(await valueOf(store, "old"), undefined);
  assert.equal((await store.getBy("things", "k", "old"))?.value, 4);
  assert.equal(await store.getBy("things", "k", "moved"), undefined);
}
