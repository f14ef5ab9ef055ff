/** Cases of state that outlives its instance, and of instances that share it: 24. */

import assert from "node:assert/strict";
import { rejectsWith } from "./assertions.ts";
import type { StoreCase, StoreRoom } from "./store_case.ts";
import { append, findAll, findIds, numbers, put, readAll } from "./store_samples.ts";

export const reopeningCases: readonly StoreCase[] = [
  { number: 24, does: "everything survives opening again", needs: "persistent", run: survives },
  {
    number: 24,
    does: "numbers go on where they stood, over opening again",
    needs: "persistent",
    run: goesOn,
  },
  {
    number: 24,
    does: "several instances start cold at once",
    needs: "twoInstances",
    run: startsCold,
  },
  {
    number: 24,
    does: "closing one instance leaves the other working",
    needs: "twoInstances",
    run: closesAlone,
  },
];

async function survives({ store, reopen }: StoreRoom): Promise<void> {
  await store.commit({
    id: "once",
    outcome: { kept: "😀\0" },
    appends: [append("a", "none", 1, 2), append("b\u{10ffff}", "none", 3)],
    puts: [
      put("p", "none", { n: 1 }, { unique: { k: "v" }, index: { i: "1" } }),
      put("q", "none", { n: 2 }, { index: { i: "2" } }),
    ],
  });
  const reads = async (of: typeof store) => ({
    log: await readAll(of),
    stream: await of.readStream("b\u{10ffff}"),
    head: await of.head(),
    byKey: await of.getBy("things", "k", "v"),
    byIndex: await findAll(of, { collection: "things", by: { index: "i" }, limit: 1 }),
    receipt: await of.receipt("once"),
  });
  const before = await reads(store);

  const opened = await reopen();
  assert.deepEqual(await reads(opened), before);
  const taken = put("r", "none", 3, { unique: { k: "v" } });
  await rejectsWith(opened.commit({ puts: [taken] }), "store/unique-violation");
  await rejectsWith(opened.commit({ appends: [append("a", 1, 3)] }), "store/version-conflict");
}

async function goesOn({ store, reopen }: StoreRoom): Promise<void> {
  let opened = store;
  let version = 0;
  let recordedAt = "";
  for (const n of numbers(3)) {
    const { position, events, documentVersions } = await opened.commit({
      appends: [append("a", n - 1, n)],
      puts: [put("p", "none", n)],
    });
    assert.deepEqual([position, events[0]?.position, events[0]?.version], [n, n, n]);
    assert.ok((documentVersions[0] ?? 0) > version, "No version of before repeats");
    assert.ok((events[0]?.recordedAt ?? "") >= recordedAt, "Time does not go back");
    version = documentVersions[0] ?? 0;
    recordedAt = events[0]?.recordedAt ?? "";
    await opened.commit({ puts: [put("p", version, undefined)] });
    opened = await reopen();
  }
}

async function startsCold({ openCold }: StoreRoom): Promise<void> {
  const stores = await openCold({ instances: 5, processes: 0 });
  await Promise.all(stores.map((each, n) => each.commit({ appends: [append("a", "any", n)] })));
  for (const each of stores) assert.equal((await readAll(each)).length, 5);
}

async function closesAlone({ store, another }: StoreRoom): Promise<void> {
  const other = await another();
  await other.commit({ puts: [put("p", "none", 1)] });
  await other[Symbol.asyncDispose]();
  await store.commit({ puts: [put("q", "none", 1)] });
  assert.deepEqual(await findIds(store), ["p", "q"]);
  assert.deepEqual(await findIds(await another()), ["p", "q"]);
}
