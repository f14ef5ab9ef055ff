/** Cases of queries by index, and of paging through them: 16. */

import assert from "node:assert/strict";
import type { Find, Put, Store } from "../../application/store/store.ts";
import { rejectsWith } from "./assertions.ts";
import type { StoreCase, StoreRoom } from "./store_case.ts";
import { findAll, findIds, numbers, put } from "./store_samples.ts";

export const findCases: readonly StoreCase[] = [
  { number: 16, does: "all of a collection, ordered by id", run: findsAll },
  { number: 16, does: "by index: equal, and ranges with and without ends", run: findsByIndex },
  {
    number: 16,
    does: "equal entries are ordered by id; an entry is a whole text",
    run: ordersTies,
  },
  { number: 16, does: "every page size gives the same, and the last page says so", run: pages },
  { number: 16, does: "a cursor is stable while documents are put and deleted", run: stableCursor },
  { number: 16, does: "a put replaces all index entries of its document", run: replacesEntries },
  { number: 16, does: "a cursor of another shape is refused", run: refusesCursor },
];

/** A put with an entry in the index `i`. */
function indexed(id: string, entry: string): Put {
  return put(id, "any", { id, entry }, { index: { i: entry } });
}

async function findsAll({ store }: StoreRoom): Promise<void> {
  await store.commit({ puts: ["b", "a", "c", "B", "10", "9"].map((id) => put(id, "none", id)) });
  const found = await findAll(store, { collection: "things", limit: 4 });
  assert.deepEqual(found.map(({ id }) => id), ["10", "9", "B", "a", "b", "c"]);
  assert.deepEqual(found.map(({ value }) => value), ["10", "9", "B", "a", "b", "c"]);
  assert.deepEqual(found[0], await store.get("things", "10"));
}

async function findsByIndex({ store }: StoreRoom): Promise<void> {
  const entries = ["b", "d", "a", "c", "e"];
  await store.commit({ puts: entries.map((entry) => indexed(`id-${entry}`, entry)) });
  await store.commit({
    puts: [put("without", "none", 0), put("x", "none", 0, { index: { j: "c" } })],
  });
  const found = async (by: Omit<Find["by"] & object, "index">) =>
    (await findIds(store, { index: "i", ...by })).map((id) => id.slice(3)).join("");

  assert.equal(await found({ equal: "c" }), "c");
  assert.equal(await found({ equal: "cc" }), "");
  assert.equal(await found({}), "abcde");
  assert.equal(await found({ from: "b" }), "bcde");
  assert.equal(await found({ to: "d" }), "abc");
  assert.equal(await found({ from: "b", to: "d" }), "bc");
  assert.equal(await found({ from: "bb", to: "dd" }), "cd");
  assert.equal(await found({ from: "c", to: "c" }), "");
  assert.equal(await found({ from: "d", to: "b" }), "");
  assert.equal(await found({ from: "z" }), "");
}

async function ordersTies({ store }: StoreRoom): Promise<void> {
  const puts = [["3", "x"], ["1", "x"], ["2", "x"], ["0", "xy"], ["9", "x "], ["5", "X"]] as const;
  await store.commit({ puts: puts.map(([id, entry]) => indexed(id, entry)) });
  assert.deepEqual(await findIds(store, { index: "i", equal: "x" }), ["1", "2", "3"]);
  for (const limit of [1, 2, 10]) {
    const all = await findIds(store, { index: "i" }, limit);
    assert.deepEqual(all, ["5", "1", "2", "3", "9", "0"]);
  }
}

async function pages({ store }: StoreRoom): Promise<void> {
  const ids = numbers(12, 10).map(String);
  await store.commit({ puts: ids.map((id) => indexed(id, `e${Number(id) % 3}`)) });
  const byEntry = [0, 1, 2].flatMap((rest) => ids.filter((id) => Number(id) % 3 === rest));
  for (const limit of [1, 2, 3, 4, 11, 12, 13]) {
    assert.deepEqual(await findIds(store, undefined, limit), ids);
    assert.deepEqual(await findIds(store, { index: "i" }, limit), byEntry);
    assert.deepEqual(await findIds(store, { index: "i", equal: "e1" }, limit), byEntry.slice(4, 8));
    assert.deepEqual(await findIds(store, { index: "i", from: "e1" }, limit), byEntry.slice(4));
  }
  const whole = await store.find({ collection: "things", limit: 12 });
  assert.equal(whole.next, undefined, "A full page that is the last one has no cursor");
}

async function stableCursor({ store }: StoreRoom): Promise<void> {
  await store.commit({ puts: numbers(10, 10).map((n) => indexed(String(n), `e${n}`)) });
  for (const by of [undefined, { index: "i" }] as const) {
    const query = { collection: "things", limit: 3, ...(by && { by }) };
    const first = await store.find(query);
    assert.deepEqual(first.items.map(({ id }) => id), ["10", "11", "12"]);
    // Before the cursor, the cursor's own place, and after it.
    await store.commit({
      puts: [indexed("0", "e0"), indexed("111", "e111"), indexed("131", "e131")],
    });
    await store.commit({ puts: [put("12", "some", undefined), put("14", "some", undefined)] });

    assert.ok(first.next !== undefined, "There is more");
    const second = await store.find({ ...query, after: first.next });
    assert.deepEqual(second.items.map(({ id }) => id), ["13", "131", "15"]);
    await restore(store);
  }
}

async function restore(store: Store): Promise<void> {
  const added = ["0", "111", "131"].map((id) => put(id, "some", undefined));
  await store.commit({ puts: [...added, indexed("12", "e12"), indexed("14", "e14")] });
}

async function replacesEntries({ store }: StoreRoom): Promise<void> {
  const entries = (i: string, j: string) => put("p", "any", 1, { index: { i, j } });
  await store.commit({ puts: [entries("a", "a")] });
  await store.commit({ puts: [entries("b", "a")] });
  assert.deepEqual(await findIds(store, { index: "i", equal: "a" }), []);
  assert.deepEqual(await findIds(store, { index: "i", equal: "b" }), ["p"]);
  assert.deepEqual(await findIds(store, { index: "i" }), ["p"], "No entry is left behind");

  await store.commit({ puts: [indexed("p", "c")] });
  assert.deepEqual(await findIds(store, { index: "j" }), [], "An entry not given is gone");
  await store.commit({ puts: [put("p", "some", 1)] });
  assert.deepEqual(await findIds(store, { index: "i" }), []);
  assert.deepEqual(await findIds(store), ["p"]);
}

async function refusesCursor({ store }: StoreRoom): Promise<void> {
  await store.commit({ puts: [indexed("a", "a"), indexed("b", "b")] });
  const json = (value: unknown) => btoa(JSON.stringify(value)).replaceAll("=", "");
  const wrong = ["", "!", "10", "a", "ü", "null", json(1), json({}), json(["a"]), json([1, "a"])];
  for (const after of [...wrong, json(["a", "b", "c"]), json(null)]) {
    for (const by of [{}, { by: { index: "i" } }]) {
      const query = { collection: "things", limit: 1, after, ...by };
      await rejectsWith(store.find(query), "store/invalid-cursor");
    }
  }
}
