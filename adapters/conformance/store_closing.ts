/** Cases of closing: 23. */

import assert from "node:assert/strict";
import type { Store } from "../../application/store/store.ts";
import { rejectsWith, requireError, settle, within } from "./assertions.ts";
import type { StoreCase, StoreRoom } from "./store_case.ts";
import { append, numbers, put } from "./store_samples.ts";

export const closingCases: readonly StoreCase[] = [
  { number: 23, does: "commits in flight settle before the store is closed", run: settles },
  { number: 23, does: "after closing every call rejects with StoreClosed", run: rejects },
  { number: 23, does: "closing twice is fine, also at once", run: twice },
  { number: 23, does: "closing wakes who waits in `changed`", run: wakesWaiting },
  {
    number: 23,
    does: "what settled before closing is there after opening again",
    needs: "persistent",
    run: keepsSettled,
  },
];

const LONGEST_CLOSE = 10_000;
const close = (store: Store) =>
  within(LONGEST_CLOSE, "Closing the store", store[Symbol.asyncDispose]());

async function settles({ store }: StoreRoom): Promise<void> {
  await store.commit({ appends: [append("a", "none", 1)] });
  const inFlight = numbers(20).map((n) =>
    store.commit({ appends: [append("a", "any", n)], puts: [put(`p-${n}`, "none", n)] })
  );
  const settled = Promise.allSettled(inFlight);
  await close(store);

  const results = await within(1000, "What was in flight before closing", settled);
  assert.deepEqual(results.map(({ status }) => status), numbers(20).map(() => "fulfilled"));
}

async function rejects({ store }: StoreRoom): Promise<void> {
  await store.commit({ id: "id", appends: [append("a", "none", 1)], puts: [put("p", "none", 1)] });
  await close(store);

  const { signal } = new AbortController();
  const calls: Readonly<Record<string, () => Promise<unknown>>> = {
    commit: () => store.commit({ appends: [append("a", "any", 2)] }),
    repeated: () => store.commit({ id: "id", appends: [append("a", "none", 1)] }),
    receipt: () => store.receipt("id"),
    readStream: () => store.readStream("a"),
    readLog: () => store.readLog({ after: 0, limit: 1 }),
    head: () => store.head(),
    get: () => store.get("things", "p"),
    getBy: () => store.getBy("things", "k", "v"),
    find: () => store.find({ collection: "things", limit: 1 }),
    changed: () => store.changed(0, signal),
    waiting: () => store.changed(100, signal),
  };
  for (const [name, call] of Object.entries(calls)) {
    const answer = within(1000, `${name} after closing`, promised(call));
    await rejectsWith(answer, "store/closed");
  }
  assert.ok(store.limits.commitItems > 0, "Limits can still be read");
}

/** Calls; what is thrown instead of rejected fails the case. */
function promised(call: () => Promise<unknown>): Promise<unknown> {
  try {
    return call();
  } catch (error) {
    assert.fail(`Thrown, not rejected: ${error}`);
  }
}

async function twice({ store }: StoreRoom): Promise<void> {
  await store.commit({ appends: [append("a", "none", 1)] });
  await assert.doesNotReject(Promise.all([close(store), close(store)]));
  await assert.doesNotReject(close(store));
  await rejectsWith(store.head(), "store/closed");
}

async function wakesWaiting({ store }: StoreRoom): Promise<void> {
  const { signal } = new AbortController();
  const waiting = settle([store.changed(0, signal), store.changed(7, signal)]);
  await close(store);

  const { rejected } = await within(1000, "Who waits in `changed` of a closed store", waiting);
  assert.equal(rejected.length, 2);
  for (const error of rejected) requireError(error, "store/closed");
}

async function keepsSettled({ store, reopen }: StoreRoom): Promise<void> {
  const inFlight = numbers(20).map((n) => store.commit({ appends: [append("a", "any", n)] }));
  const settled = Promise.allSettled(inFlight);
  await close(store);
  const fulfilled = (await settled).filter(({ status }) => status === "fulfilled");

  const opened = await reopen();
  assert.equal(await opened.head(), fulfilled.length);
}
