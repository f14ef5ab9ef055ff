/** Cases of appending and of reading one stream: 1, 10, 11. */

import assert from "node:assert/strict";
import { rejectsWith } from "./assertions.ts";
import type { StoreCase, StoreRoom } from "./store_case.ts";
import { append, counted, numbers, put } from "./store_samples.ts";

export const appendCases: readonly StoreCase[] = [
  { number: 1, does: "one event and many get contiguous versions and positions", run: appends },
  { number: 1, does: "what a commit answers is what is read afterwards", run: answersWhatIsRead },
  { number: 1, does: "every event has an id, given or made, never twice", run: givesIds },
  { number: 1, does: "a commit of documents alone answers the head and moves nothing", run: head },
  { number: 1, does: "an empty commit is a no-op", run: emptyCommit },
  { number: 10, does: "what was never written reads as empty", run: readsNothing },
  { number: 11, does: "readStream means `after` and `limit` everywhere alike", run: ranges },
  { number: 11, does: "a range that is negative or not whole is refused", run: refusesRanges },
];

async function appends({ store }: StoreRoom): Promise<void> {
  const one = await store.commit({ appends: [append("a", "none", 1)] });
  assert.deepEqual([one.position, one.streamVersions, one.repeated], [1, [1], false]);

  const many = await store.commit({ appends: [append("a", 1, 2, 3, 4)] });
  assert.deepEqual([many.position, many.streamVersions], [4, [4]]);

  const other = await store.commit({ appends: [append("b", 0, 5), append("a", 4, 6)] });
  assert.deepEqual([other.position, other.streamVersions], [6, [1, 5]]);
  assert.equal(await store.head(), 6);
  assert.deepEqual(
    (await store.readStream("a")).map(({ version, position, data }) => [version, position, data]),
    [[1, 1, 1], [2, 2, 2], [3, 3, 3], [4, 4, 4], [5, 6, 6]].map(([v, p, n]) => [v, p, { n }]),
  );
}

async function answersWhatIsRead({ store }: StoreRoom): Promise<void> {
  const { events } = await store.commit({
    appends: [append("a", "any", 1, 2), append("b", "any", 3), append("c", "none")],
    puts: [put("p", "none", 1)],
  });

  assert.equal(events.length, 3);
  assert.deepEqual((await store.readLog({ after: 0, limit: 10 })).events, events);
  assert.deepEqual([...await store.readStream("a"), ...await store.readStream("b")], events);
}

async function givesIds({ store }: StoreRoom): Promise<void> {
  const given = { ...counted(1), id: "given" };
  const made = numbers(20).map((n) => counted(n));
  const { events } = await store.commit({
    appends: [{ stream: "a", expect: "none", events: [given, ...made] }],
  });

  const ids = events.map(({ id }) => id);
  assert.equal(ids[0], "given");
  assert.equal(new Set(ids).size, 21, "Ids are all different");
  assert.ok(ids.every((id) => id !== ""), "No id is empty");
}

async function head({ store }: StoreRoom): Promise<void> {
  assert.equal(await store.head(), 0);
  const first = await store.commit({ puts: [put("p", "none", 1)] });
  assert.deepEqual([first.position, first.events, first.streamVersions], [0, [], []]);
  assert.equal(first.documentVersions.length, 1);

  await store.commit({ appends: [append("a", "any", 1, 2)] });
  const second = await store.commit({ puts: [put("p", "some", 2)] });
  assert.equal(second.position, 2);
  const check = await store.commit({ appends: [append("a", 2)] });
  assert.deepEqual([check.position, check.streamVersions, check.events], [2, [2], []]);
  assert.equal(await store.head(), 2);
}

async function emptyCommit({ store }: StoreRoom): Promise<void> {
  const nothing = { events: [], streamVersions: [], documentVersions: [], repeated: false };
  assert.deepEqual(await store.commit({}), { ...nothing, position: 0 });
  await store.commit({ appends: [append("a", "any", 1)] });
  assert.deepEqual(await store.commit({}), { ...nothing, position: 1 });
  assert.deepEqual(await store.commit({ appends: [], puts: [], checks: [] }), {
    ...nothing,
    position: 1,
  });
}

async function readsNothing({ store }: StoreRoom): Promise<void> {
  assert.deepEqual(await store.readStream("never"), []);
  assert.deepEqual(await store.readLog({ after: 0, limit: 10 }), { events: [], through: 0 });
  assert.equal(await store.head(), 0);
  assert.equal(await store.get("never", "never"), undefined);
  assert.equal(await store.getBy("never", "key", "never"), undefined);
  assert.equal(await store.receipt("never"), undefined);
  const page = await store.find({ collection: "never", limit: 10 });
  assert.deepEqual([page.items, page.next], [[], undefined]);
  const by = await store.find({ collection: "never", by: { index: "i", equal: "x" }, limit: 10 });
  assert.deepEqual([by.items, by.next], [[], undefined]);
}

async function ranges({ store }: StoreRoom): Promise<void> {
  await store.commit({ appends: [append("other", "none", 0, 0, 0)] });
  await store.commit({ appends: [append("a", "none", 1, 2, 3, 4, 5)] });
  const read = async (range?: { after?: number; limit?: number }) =>
    (await store.readStream("a", range)).map(({ version }) => version);

  assert.deepEqual(await read(), [1, 2, 3, 4, 5]);
  assert.deepEqual(await read({}), [1, 2, 3, 4, 5]);
  assert.deepEqual(await read({ after: 0 }), [1, 2, 3, 4, 5]);
  assert.deepEqual(await read({ after: 3 }), [4, 5]);
  assert.deepEqual(await read({ after: 5 }), []);
  assert.deepEqual(await read({ after: 6 }), []);
  assert.deepEqual(await read({ after: 1_000_000, limit: 1 }), []);
  assert.deepEqual(await read({ limit: 2 }), [1, 2]);
  assert.deepEqual(await read({ limit: 0 }), []);
  assert.deepEqual(await read({ after: 2, limit: 2 }), [3, 4]);
  assert.deepEqual(await read({ after: 4, limit: 9 }), [5]);
}

async function refusesRanges({ store }: StoreRoom): Promise<void> {
  await store.commit({ appends: [append("a", "none", 1)] });
  for (const wrong of [-1, 0.5, NaN, Infinity]) {
    const code = "store/invalid-changes";
    await rejectsWith(store.readStream("a", { after: wrong }), code);
    await rejectsWith(store.readStream("a", { limit: wrong }), code);
    await rejectsWith(store.readLog({ after: wrong, limit: 1 }), code);
    await rejectsWith(store.readLog({ after: 0, limit: wrong }), code);
    await rejectsWith(store.find({ collection: "things", limit: wrong }), code);
  }
}
