/** Cases of commits with an id, and of their receipts: 8. */

import assert from "node:assert/strict";
import type { Changes, Committed, Store } from "../../application/store/store.ts";
import { rejectsWith } from "./assertions.ts";
import type { StoreCase, StoreRoom } from "./store_case.ts";
import { append, put } from "./store_samples.ts";

export const idempotencyCases: readonly StoreCase[] = [
  { number: 8, does: "a commit with an id, again: the same result, nothing twice", run: again },
  { number: 8, does: "the receipt is looked at before expectations and keys", run: receiptFirst },
  { number: 8, does: "also under `any`, for documents only, for an id alone", run: everyKind },
  { number: 8, does: "other content under a used id is refused", run: refusesOtherContent },
  { number: 8, does: "a failed commit leaves its id unused", run: failedLeavesNoReceipt },
  { number: 8, does: "a receipt tells everything the commit answered", run: tellsReceipt },
  { number: 8, does: "without an id there is no receipt, and nothing is remembered", run: noId },
  { number: 8, does: "also after opening again", needs: "persistent", run: afterReopening },
];

/** The part of an answer that a repetition repeats. */
export function resultOf(committed: Committed): Omit<Committed, "repeated"> {
  const { position, events, streamVersions, documentVersions, outcome } = committed;
  const result = { position, events, streamVersions, documentVersions };
  return outcome === undefined ? result : { ...result, outcome };
}

async function repeats(store: Store, changes: Changes, first: Committed): Promise<void> {
  const second = await store.commit(changes);
  assert.equal(second.repeated, true, "The second answer says that it is one");
  assert.deepEqual(resultOf(second), resultOf(first));
}

const all: Changes = {
  id: "all",
  outcome: { answer: ["Łódź", null, 42] },
  appends: [append("a", "none", 1, 2), append("b", "any", 3)],
  puts: [put("p", "none", 1, { unique: { k: "v" } }), put("gone", "any", undefined)],
  checks: [{ collection: "things", id: "absent", expect: "none" }],
};

async function again({ store }: StoreRoom): Promise<void> {
  const first = await store.commit(all);
  assert.equal(first.repeated, false);
  assert.deepEqual(first.outcome, { answer: ["Łódź", null, 42] });
  const version = (await store.get("things", "p"))?.version;

  await repeats(store, all, first);
  await repeats(store, structuredClone(all), first);
  assert.equal(await store.head(), 3, "Nothing is appended twice");
  assert.equal((await store.get("things", "p"))?.version, version, "Nothing is put twice");
}

async function receiptFirst({ store }: StoreRoom): Promise<void> {
  const first = await store.commit(all);
  await store.commit({
    appends: [append("a", 2, 9)],
    puts: [put("p", "some", undefined), put("q", "none", 9, { unique: { k: "v" } })],
  });

  await repeats(store, all, first);
  assert.equal((await store.readStream("a")).length, 3);
  assert.equal(await store.get("things", "p"), undefined);
}

async function everyKind({ store }: StoreRoom): Promise<void> {
  const kinds: readonly Changes[] = [
    { id: "events", appends: [append("a", "any", 1)] },
    { id: "document", puts: [put("p", "any", 1)] },
    { id: "deletion", puts: [put("p", "any", undefined)] },
    { id: "check", checks: [{ collection: "things", id: "absent", expect: "any" }] },
    { id: "outcome", outcome: "done" },
    { id: "null outcome", outcome: null, appends: [append("a", "any", 2)] },
    { id: "nothing" },
  ];
  for (const changes of kinds) {
    const first = await store.commit(changes);
    assert.equal(first.repeated, false, `${changes.id} is new`);
    await repeats(store, changes, first);
  }
  assert.equal(await store.head(), 2);
}

async function refusesOtherContent({ store }: StoreRoom): Promise<void> {
  await store.commit(all);
  const others: readonly Changes[] = [
    { id: "all" },
    { ...all, outcome: { answer: ["Łódź", null, 43] } },
    { ...all, appends: [append("a", "none", 1, 2), append("b", "any", 4)] },
    { ...all, appends: [append("a", "any", 1, 2), append("b", "any", 3)] },
    { ...all, appends: [append("a", "none", 1, 2, 3), append("b", "any", 3)] },
    { ...all, puts: [put("p", "none", 2, { unique: { k: "v" } })] },
    { ...all, puts: [put("p", "none", 1), put("gone", "any", undefined)] },
    { ...all, checks: [] },
  ];
  for (const changes of others) {
    await rejectsWith(store.commit(changes), "store/commit-id-reused", { id: "all" });
  }
  assert.equal(await store.head(), 3);
}

async function failedLeavesNoReceipt({ store }: StoreRoom): Promise<void> {
  const early: Changes = { id: "early", appends: [append("a", "some", 1)] };
  await rejectsWith(store.commit(early), "store/version-conflict");
  assert.equal(await store.receipt("early"), undefined);
  await store.commit({ appends: [append("a", "none", 0)] });

  const late = await store.commit(early);
  assert.equal(late.repeated, false, "A conflict is not remembered");
  await repeats(store, early, late);
}

async function tellsReceipt({ store }: StoreRoom): Promise<void> {
  await store.commit({ appends: [append("before", "none", 0)] });
  const committed = await store.commit(all);
  const documents = await store.commit({ id: "documents", puts: [put("d", "none", 1)] });
  await store.commit({ appends: [append("a", 2, 9)] });

  const receipt = await store.receipt("all");
  assert.ok(receipt, "A commit with an id leaves a receipt");
  assert.deepEqual(resultOf(receipt), resultOf(committed));
  assert.deepEqual([receipt.id, receipt.repeated], ["all", true]);
  assert.equal(receipt.recordedAt, committed.events[0]?.recordedAt);
  const second = await store.receipt("documents");
  assert.ok(second, "A commit of documents only leaves a receipt");
  assert.deepEqual(resultOf(second), resultOf(documents));
  assert.equal("outcome" in second, false, "No outcome was given");
}

async function noId({ store }: StoreRoom): Promise<void> {
  const changes = { outcome: 1, appends: [append("a", "any", 1)] };
  const first = await store.commit(changes);
  assert.equal(first.outcome, 1);
  assert.equal((await store.commit(changes)).repeated, false);
  assert.equal(await store.head(), 2);
}

async function afterReopening({ store, reopen }: StoreRoom): Promise<void> {
  const first = await store.commit(all);

  const opened = await reopen();
  await repeats(opened, all, first);
  await rejectsWith(opened.commit({ id: "all" }), "store/commit-id-reused", { id: "all" });
  assert.equal(await opened.head(), 3);
}
