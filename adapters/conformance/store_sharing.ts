/** Cases of nothing being shared between callers and store: 18. */

import assert from "node:assert/strict";
import type { Changes, NewEvent } from "../../application/store/store.ts";
import type { Json } from "../../domain/kernel/json.ts";
import type { StoreCase, StoreRoom } from "./store_case.ts";
import { put } from "./store_samples.ts";

export const sharingCases: readonly StoreCase[] = [
  { number: 18, does: "what is returned is not what is stored", run: returnsCopies },
  { number: 18, does: "what is given is not what is stored, from the call on", run: storesCopies },
];

interface Box {
  list: number[];
  inner: { n: number };
}

const box = (): Box => ({ list: [1, 2], inner: { n: 1 } });
// A box is JSON; only a named interface has no index signature.
const asJson = (value: unknown): Json => value as Json;

/** Changes whatever can be changed, all the way down. */
function spoil(value: unknown): void {
  if (typeof value !== "object" || value === null || Object.isFrozen(value)) return;
  for (const [key, item] of Object.entries(value)) {
    spoil(item);
    if (typeof item !== "object") Reflect.set(value, key, "spoiled");
  }
  if (Array.isArray(value)) value.push("spoiled");
  else Reflect.set(value, "spoiled", true);
}

async function returnsCopies({ store }: StoreRoom): Promise<void> {
  const event: NewEvent = { type: "Kept", data: asJson(box()), metadata: { kept: asJson(box()) } };
  const changes: Changes = {
    id: "once",
    outcome: asJson(box()),
    appends: [{ stream: "a", expect: "none", events: [event] }],
    puts: [put("p", "none", asJson(box()), { unique: { k: "v" }, index: { i: "e" } })],
  };
  const reads = () =>
    Promise.all([
      store.readStream("a"),
      store.readLog({ after: 0, limit: 10 }),
      store.get("things", "p"),
      store.getBy("things", "k", "v"),
      store.find({ collection: "things", limit: 10 }),
      store.find({ collection: "things", by: { index: "i" }, limit: 10 }),
      store.receipt("once"),
    ]);

  const committed = await store.commit(structuredClone(changes));
  const before = structuredClone(await reads());
  spoil(committed);
  assert.deepEqual(await reads(), before, "The answer of a commit is a copy");
  spoil(await store.commit(structuredClone(changes)));
  assert.deepEqual(await reads(), before, "A repeated answer is a copy");
  spoil(await reads());
  assert.deepEqual(await reads(), before, "What is read is a copy");
}

async function storesCopies({ store }: StoreRoom): Promise<void> {
  const data = box();
  const value = box();
  const changes: Changes = {
    id: "once",
    outcome: asJson(box()),
    appends: [{ stream: "a", expect: "none", events: [{ type: "Kept", data: asJson(data) }] }],
    puts: [put("p", "none", asJson(value), { unique: { k: "v" } })],
    checks: [
      { collection: "things", id: "absent", expect: "none" },
      { collection: "things", key: "k", value: "free", expect: "none" },
    ],
  };
  const committing = store.commit(changes);
  spoil(changes);
  await committing;

  assert.deepEqual((await store.readStream("a")).map((event) => event.data), [box()]);
  assert.deepEqual((await store.get("things", "p"))?.value, box());
  assert.equal((await store.getBy("things", "k", "v"))?.id, "p");
  assert.deepEqual((await store.receipt("once"))?.outcome, box());
}
