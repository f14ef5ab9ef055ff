/** Cases of unique keys one after another: 15. Those of concurrent commits are with concurrency. */

import assert from "node:assert/strict";
import type { Put, Store } from "../../application/store/store.ts";
import { rejectsWith } from "./assertions.ts";
import type { StoreCase, StoreRoom } from "./store_case.ts";
import { append, put, type PutKeys, unchanged } from "./store_samples.ts";

export const keyCases: readonly StoreCase[] = [
  { number: 15, does: "a unique key finds its document, and is refused to others", run: refuses },
  { number: 15, does: "a key is free again after delete and after change", run: frees },
  { number: 15, does: "a document keeps its own key when it is put again", run: keepsOwn },
  { number: 15, does: "two documents swap their keys in one commit", run: swaps },
  { number: 15, does: "a key is freed and taken in one commit, in any order", run: handsOver },
  { number: 15, does: "two documents of one commit cannot have one key", run: refusesTwo },
  { number: 15, does: "the supposition that nobody holds a key", run: keyChecks },
  { number: 15, does: "several keys of one document, each on its own", run: severalKeys },
];

const taking = (value: string): PutKeys => ({ unique: { email: value } });
const holder = async (store: Store, value: string) =>
  (await store.getBy("things", "email", value))?.id;

/** Requires that a commit of these puts is refused for the e-mail. */
async function violates(store: Store, puts: readonly Put[], value: string): Promise<void> {
  await unchanged(store, () =>
    rejectsWith(
      store.commit({ appends: [append("log", "any", 1)], puts }),
      "store/unique-violation",
      { collection: "things", key: "email", value },
    ));
}

async function refuses({ store }: StoreRoom): Promise<void> {
  const { documentVersions } = await store.commit({ puts: [put("p", "none", 1, taking("a@x"))] });
  assert.deepEqual(await store.getBy("things", "email", "a@x"), {
    id: "p",
    version: documentVersions[0],
    value: 1,
  });
  assert.equal(await store.getBy("things", "email", "A@x"), undefined);
  assert.equal(await store.getBy("things", "other", "a@x"), undefined);

  await violates(store, [put("q", "none", 2, taking("a@x"))], "a@x");
  await violates(store, [put("r", "any", 1), put("q", "any", 2, taking("a@x"))], "a@x");
  await store.commit({ puts: [put("q", "none", 2, taking("b@x"))] });
  await violates(store, [put("q", "some", 2, taking("a@x"))], "a@x");
  assert.equal(await holder(store, "b@x"), "q", "A refused change keeps the old key");
}

async function frees({ store }: StoreRoom): Promise<void> {
  await store.commit({ puts: [put("p", "none", 1, taking("a@x"))] });
  await store.commit({ puts: [put("p", "some", 1, taking("b@x"))] });
  assert.equal(await holder(store, "a@x"), undefined);
  await store.commit({ puts: [put("q", "none", 2, taking("a@x"))] });
  assert.deepEqual([await holder(store, "a@x"), await holder(store, "b@x")], ["q", "p"]);

  await store.commit({ puts: [put("q", "some", undefined)] });
  await store.commit({ puts: [put("r", "none", 3, taking("a@x"))] });
  await store.commit({ puts: [put("r", "some", 3)] });
  assert.equal(await holder(store, "a@x"), undefined, "A put without the key gives it up");
  await store.commit({ puts: [put("q", "none", 4, taking("a@x"))] });
  assert.equal(await holder(store, "a@x"), "q");
}

async function keepsOwn({ store }: StoreRoom): Promise<void> {
  for (const value of [1, 2, 3]) {
    await store.commit({ puts: [put("p", "any", value, taking("a"))] });
  }
  assert.equal((await store.getBy("things", "email", "a"))?.value, 3);
}

async function swaps({ store }: StoreRoom): Promise<void> {
  await store.commit({
    puts: [put("p", "none", 1, taking("a")), put("q", "none", 2, taking("b"))],
  });
  await store.commit({
    puts: [put("p", "some", 1, taking("b")), put("q", "some", 2, taking("a"))],
  });
  assert.deepEqual([await holder(store, "a"), await holder(store, "b")], ["q", "p"]);
  await violates(store, [put("r", "none", 3, taking("a"))], "a");
  await violates(store, [put("r", "none", 3, taking("b"))], "b");
}

async function handsOver({ store }: StoreRoom): Promise<void> {
  await store.commit({ puts: [put("p", "none", 1, taking("a"))] });
  await store.commit({ puts: [put("p", "some", undefined), put("q", "none", 2, taking("a"))] });
  assert.equal(await holder(store, "a"), "q");
  await store.commit({ puts: [put("r", "none", 3, taking("a")), put("q", "some", 2)] });
  assert.equal(await holder(store, "a"), "r");
  await store.commit({ puts: [put("p", "none", 4, taking("a")), put("r", "some", undefined)] });
  assert.equal(await holder(store, "a"), "p");
}

async function refusesTwo({ store }: StoreRoom): Promise<void> {
  await violates(store, [put("p", "any", 1, taking("a")), put("q", "any", 2, taking("a"))], "a");
  await store.commit({ puts: [put("p", "none", 1, taking("a"))] });
  await violates(store, [put("p", "any", 1, taking("a")), put("q", "any", 2, taking("a"))], "a");
}

async function keyChecks({ store }: StoreRoom): Promise<void> {
  const check = { collection: "things", key: "email", value: "a", expect: "none" } as const;
  const checked = { appends: [append("log", "any", 1)], checks: [check] };
  await store.commit(checked);
  const { documentVersions: [version] } = await store.commit({
    puts: [put("p", "none", 1, taking("a"))],
    checks: [check],
  });

  const { expect: expected, ...subject } = check;
  await unchanged(store, async () => {
    const conflict = { subject, expected, actual: version };
    await rejectsWith(store.commit(checked), "store/version-conflict", conflict);
    await rejectsWith(store.commit({ checks: [check] }), "store/version-conflict", conflict);
    const frees = { puts: [put("p", "some", undefined)], checks: [check] };
    await rejectsWith(store.commit(frees), "store/version-conflict", conflict);
  });
  await store.commit({ puts: [put("p", "some", undefined)] });
  await store.commit(checked);
}

async function severalKeys({ store }: StoreRoom): Promise<void> {
  const keys = { email: "a", phone: "a", constructor: "a" };
  await store.commit({ puts: [put("p", "none", 1, { unique: keys })] });
  for (const key of Object.keys(keys)) {
    assert.equal((await store.getBy("things", key, "a"))?.id, "p");
    await rejectsWith(
      store.commit({ puts: [put("q", "none", 2, { unique: { own: "q", [key]: "a" } })] }),
      "store/unique-violation",
      { collection: "things", key, value: "a" },
    );
    assert.equal(await store.getBy("things", "own", "q"), undefined);
  }
}
