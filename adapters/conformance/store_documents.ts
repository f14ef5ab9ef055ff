/** Cases of documents, their versions and checks: 17. */

import assert from "node:assert/strict";
import type { Expectation } from "../../application/store/store.ts";
import { rejectsWith } from "./assertions.ts";
import type { StoreCase, StoreRoom } from "./store_case.ts";
import { append, findIds, put, unchanged } from "./store_samples.ts";

export const documentCases: readonly StoreCase[] = [
  { number: 17, does: "a put is read back, a later put replaces all of it", run: replaces },
  { number: 17, does: "versions grow, over delete and re-create too", run: versionsGrow },
  {
    number: 17,
    does: "expectations of puts: what fails says why, what holds passes",
    run: expects,
  },
  { number: 17, does: "checks on present and absent documents", run: checks },
  { number: 17, does: "a deletion answers 0 and leaves nothing behind", run: deletes },
  { number: 17, does: "collections do not mix", run: keepsCollectionsApart },
  { number: 17, does: "documents of one commit are put in any order", run: order },
];

async function replaces({ store }: StoreRoom): Promise<void> {
  const first = await store.commit({ puts: [put("p", "none", { a: 1, b: { c: 2 } })] });
  const version = first.documentVersions[0];
  assert.ok(Number.isSafeInteger(version) && version !== 0, "A version is a whole number above 0");
  assert.deepEqual(await store.get("things", "p"), {
    id: "p",
    version,
    value: { a: 1, b: { c: 2 } },
  });

  await store.commit({ puts: [put("p", "some", { d: 3 })] });
  assert.deepEqual((await store.get("things", "p"))?.value, { d: 3 });
  await store.commit({ puts: [put("p", "some", null)] });
  assert.equal((await store.get("things", "p"))?.value, null, "null is a value, not a deletion");
}

async function versionsGrow({ store }: StoreRoom): Promise<void> {
  let last = 0;
  for (let round = 0; round < 5; round++) {
    for (const expect of ["none", "some", "any"] as const) {
      const { documentVersions: [version] } = await store.commit({ puts: [put("p", expect, 1)] });
      assert.ok(version !== undefined && version > last, `${version} is above ${last}`);
      assert.equal((await store.get("things", "p"))?.version, version);
      last = version;
    }
    await store.commit({ puts: [put("p", last, undefined)] });
    if (round % 2 === 0) await store.commit({ puts: [put("other", "any", round)] });
    if (round % 2 === 1) await store.commit({ appends: [append("s", "any", round)] });
  }
  await rejectsWith(store.commit({ puts: [put("p", last, 1)] }), "store/version-conflict", {
    expected: last,
    actual: 0,
  });
}

async function expects({ store }: StoreRoom): Promise<void> {
  const subject = { collection: "things", id: "p" };
  const fails = (expected: Expectation, actual: number) =>
    unchanged(store, async () => {
      const fields = { subject, expected, actual };
      for (const value of [1, undefined]) {
        const changes = { puts: [put("q", "any", 1), put("p", expected, value)] };
        await rejectsWith(store.commit(changes), "store/version-conflict", fields);
      }
    });

  await fails("some", 0);
  await fails(1, 0);
  const { documentVersions: [version = 0] } = await store.commit({ puts: [put("p", 0, 1)] });
  for (const expected of ["none", 0, version - 1 || version + 2, version + 1] as const) {
    await fails(expected, version);
  }
  await store.commit({ puts: [put("p", version, 2)] });
  await fails(version, (await store.get("things", "p"))?.version ?? 0);
}

async function checks({ store }: StoreRoom): Promise<void> {
  const check = (id: string, expect: Expectation) => ({ collection: "things", id, expect });
  const { documentVersions: [version = 0] } = await store.commit({ puts: [put("p", "none", 1)] });
  for (const holds of ["some", "any", version] as const) {
    await store.commit({ appends: [append("a", "any", 1)], checks: [check("p", holds)] });
  }
  for (const holds of ["none", "any", 0] as const) {
    await store.commit({ appends: [append("a", "any", 1)], checks: [check("absent", holds)] });
  }
  assert.equal((await store.get("things", "p"))?.version, version, "A check changes no version");
  assert.equal(await store.get("things", "absent"), undefined, "A check makes no document");

  const fails = async (id: string, expected: Expectation, actual: number) => {
    const fields = { subject: { collection: "things", id }, expected, actual };
    for (const appends of [[], [append("a", "any", 9)]]) {
      const changes = { appends, checks: [check(id, expected)] };
      await rejectsWith(store.commit(changes), "store/version-conflict", fields);
    }
  };
  await unchanged(store, async () => {
    for (const expected of ["none", 0, version + 1] as const) await fails("p", expected, version);
    for (const expected of ["some", version] as const) await fails("absent", expected, 0);
  });
}

async function deletes({ store }: StoreRoom): Promise<void> {
  const keys = { unique: { k: "v" }, index: { i: "e" } };
  await store.commit({ puts: [put("p", "none", 1, keys), put("q", "none", 1)] });
  const { documentVersions } = await store.commit({
    puts: [put("q", "some", 2), put("p", "some", undefined), put("absent", "any", undefined)],
  });

  assert.deepEqual(documentVersions.slice(1), [0, 0]);
  assert.equal(await store.get("things", "p"), undefined);
  assert.equal(await store.getBy("things", "k", "v"), undefined);
  assert.deepEqual(await findIds(store), ["q"]);
  assert.deepEqual(await findIds(store, { index: "i", equal: "e" }), []);
  await store.commit({ puts: [put("p", "none", undefined)] });
}

async function keepsCollectionsApart({ store }: StoreRoom): Promise<void> {
  const keys = { unique: { k: "v" }, index: { i: "e" } };
  const collections = ["things", "thing", "things2", "Things", "things:p"];
  await store.commit({
    puts: collections.map((collection, n) => ({ ...put("p", "none", n, keys), collection })),
  });

  for (const [n, collection] of collections.entries()) {
    assert.equal((await store.get(collection, "p"))?.value, n);
    assert.equal((await store.getBy(collection, "k", "v"))?.value, n);
    for (const by of [{}, { by: { index: "i", equal: "e" } }]) {
      const { items } = await store.find({ collection, limit: 10, ...by });
      assert.deepEqual(items.map(({ value }) => value), [n]);
    }
  }
}

async function order({ store }: StoreRoom): Promise<void> {
  await store.commit({ puts: [put("b", "none", 1)] });
  const ids = ["c", "b", "a"];
  const { documentVersions } = await store.commit({ puts: ids.map((id) => put(id, "any", id)) });

  for (const [index, id] of ids.entries()) {
    const found = await store.get("things", id);
    assert.equal(found?.version, documentVersions[index], "Versions stand in the order of `puts`");
  }
  assert.deepEqual(await findIds(store), ["a", "b", "c"]);
}
