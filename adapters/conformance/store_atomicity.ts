/** Cases of all or nothing: 5, 6, 7. */

import assert from "node:assert/strict";
import type { Changes } from "../../application/store/store.ts";
import { rejectsWith } from "./assertions.ts";
import type { StoreCase, StoreRoom } from "./store_case.ts";
import { append, counted, put, unchanged } from "./store_samples.ts";

export const atomicityCases: readonly StoreCase[] = [
  {
    number: 5,
    does: "a failed commit leaves nothing, and no position is used",
    run: leavesNothing,
  },
  {
    number: 5,
    does: "a failed commit leaves no key, no index entry, no receipt",
    run: leavesNoKey,
  },
  { number: 6, does: "many streams in one commit, all or nothing", run: manyStreams },
  { number: 6, does: "a pure check of a stream that is not written", run: pureCheck },
  { number: 7, does: "documents and events in one commit, all or nothing", run: both },
];

async function leavesNothing({ store }: StoreRoom): Promise<void> {
  await store.commit({ appends: [append("a", "none", 1)], puts: [put("p", "none", 1)] });
  await unchanged(store, async () => {
    for (const changes of failing()) {
      await rejectsWith(store.commit(changes), "store/version-conflict");
    }
  });

  const next = await store.commit({ appends: [append("b", "none", 2)] });
  assert.equal(next.position, 2, "The next commit takes the next position");
  assert.deepEqual(next.events.map(({ position, version }) => [position, version]), [[2, 1]]);
}

/** Commits that fail at their first, middle and last part. */
function failing(): readonly Changes[] {
  return [
    { appends: [append("a", "none", 9), append("b", "any", 9)], puts: [put("q", "any", 9)] },
    { appends: [append("b", "any", 9), append("a", 2, 9)], puts: [put("p", "any", 9)] },
    { appends: [append("a", "any", 9)], puts: [put("q", "any", 9), put("p", "none", 9)] },
    { appends: [append("a", "any", 9)], puts: [put("p", "any", undefined), put("q", "some", 9)] },
    {
      appends: [append("a", 1, 9)],
      puts: [put("q", "none", 9)],
      checks: [{ collection: "things", id: "p", expect: "none" }],
    },
  ];
}

async function leavesNoKey({ store }: StoreRoom): Promise<void> {
  const keys = { unique: { k: "v" }, index: { i: "e" } };
  const failing = put("p", "some", 1, keys);
  await rejectsWith(store.commit({ id: "failed", puts: [failing] }), "store/version-conflict");

  assert.equal(await store.getBy("things", "k", "v"), undefined);
  assert.equal(await store.receipt("failed"), undefined);
  const found = await store.find({
    collection: "things",
    by: { index: "i", equal: "e" },
    limit: 10,
  });
  assert.deepEqual(found.items, []);
  const again = await store.commit({ id: "failed", puts: [put("q", "none", 1, keys)] });
  assert.equal(again.repeated, false);
}

async function manyStreams({ store }: StoreRoom): Promise<void> {
  const streams = ["a", "b", "c", "d", "e"];
  const all = await store.commit({ appends: streams.map((stream) => append(stream, 0, 1, 2)) });
  assert.deepEqual(all.streamVersions, [2, 2, 2, 2, 2]);

  for (const failing of streams) {
    const changes = {
      appends: streams.map((stream) => append(stream, stream === failing ? 1 : 2, 3)),
    };
    await unchanged(store, () =>
      rejectsWith(store.commit(changes), "store/version-conflict", {
        subject: { stream: failing },
        expected: 1,
        actual: 2,
      }));
  }
}

async function pureCheck({ store }: StoreRoom): Promise<void> {
  await store.commit({ appends: [append("read", "none", 1, 2)] });

  const passed = await store.commit({ appends: [append("read", 2), append("a", "none", 1)] });
  assert.deepEqual(passed.streamVersions, [2, 1]);
  await store.commit({ appends: [append("read", "some"), append("unknown", "none")] });

  await unchanged(store, async () => {
    for (const expected of [1, 3, "none"] as const) {
      await rejectsWith(
        store.commit({ appends: [append("a", 1, 2), append("read", expected)] }),
        "store/version-conflict",
        { subject: { stream: "read" }, expected, actual: 2 },
      );
    }
  });
  assert.deepEqual(await store.readStream("unknown"), [], "A check writes no stream");
}

async function both({ store }: StoreRoom): Promise<void> {
  const events = [counted(1)];
  await store.commit({
    appends: [{ stream: "a", expect: "none", events }],
    puts: [put("p", "none", { n: 1 }), put("q", "none", { n: 2 })],
  });
  assert.equal(await store.head(), 1);
  assert.deepEqual((await store.get("things", "p"))?.value, { n: 1 });
  assert.deepEqual((await store.get("things", "q"))?.value, { n: 2 });

  await unchanged(store, async () => {
    await rejectsWith(
      store.commit({ appends: [append("a", 1, 2)], puts: [put("p", "none", 3)] }),
      "store/version-conflict",
    );
    await rejectsWith(
      store.commit({ appends: [append("a", "none", 2)], puts: [put("p", "some", undefined)] }),
      "store/version-conflict",
    );
  });
}
