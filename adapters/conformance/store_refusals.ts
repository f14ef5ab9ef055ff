/** Cases of values that JSON cannot hold, and of sizes over a limit: 19, 20. */

import assert from "node:assert/strict";
import type { Changes, NewEvent } from "../../application/store/store.ts";
import type { Json } from "../../domain/kernel/json.ts";
import { rejectsWith } from "./assertions.ts";
import type { StoreCase, StoreRoom } from "./store_case.ts";
import { overLimits } from "./store_limits.ts";
import { append, put, unchanged } from "./store_samples.ts";

// Whether it is JSON is what the cases ask.
const asJson = (value: unknown): Json => value as Json;

export const refusalCases: readonly StoreCase[] = [
  { number: 19, does: "a value of 1 MB, or a typed limit", run: large },
  { number: 19, does: "over a limit: a typed error that names it, nothing written", run: limits },
  {
    number: 20,
    does: "what JSON cannot hold is refused with its path, nothing written",
    run: refuses,
  },
];

async function large({ store }: StoreRoom): Promise<void> {
  const text = "0123456789abcde€".repeat(2 ** 16 - 100);
  const puts = [put("p", "none", text)];
  if (store.limits.valueBytes < 2 ** 21) {
    const error = { limit: "valueBytes", allowed: store.limits.valueBytes };
    if (store.limits.valueBytes < 2 ** 20) {
      await rejectsWith(store.commit({ puts }), "store/limit-exceeded", error);
      return;
    }
  }
  await store.commit({
    puts,
    appends: [{ stream: "a", expect: "any", events: [{ type: "T", data: text }] }],
  });
  assert.ok((await store.get("things", "p"))?.value === text, "1 MB comes back as it was");
  assert.ok((await store.readStream("a"))[0]?.data === text, "1 MB comes back as it was");
}

async function limits({ store }: StoreRoom): Promise<void> {
  const cases = overLimits(store.limits);
  assert.ok(cases.length > 0, "Some limit is small enough to be tried");
  for (const { limit, changes } of cases) {
    await unchanged(
      store,
      () =>
        rejectsWith(store.commit({ ...changes, id: "over" }), "store/limit-exceeded", {
          limit,
          allowed: store.limits[limit],
        }),
    );
  }
  assert.equal((await store.commit({ id: "over" })).repeated, false);
}

async function refuses({ store }: StoreRoom): Promise<void> {
  const cyclic: { self?: unknown } = {};
  cyclic.self = cyclic;
  const refused: readonly unknown[] = [
    ...[NaN, Infinity, -Infinity, 1n, () => 1, Symbol("s"), new Date(0), new Map(), new Set()],
    ...[
      new Uint8Array(1),
      /x/,
      new Error("x"),
      new (class Thing {})(),
      cyclic,
      Array(2),
      new URL("a:b"),
    ],
    ...[{ toJSON: () => 1 }, Object(1), Object("text"), Promise.resolve(1), { [Symbol("s")]: 1 }],
  ];
  await unchanged(store, async () => {
    for (const value of refused) {
      await refusedEverywhere(store.commit, value);
      await refusedEverywhere(store.commit, [0, value]);
    }
    await refusedEverywhere(store.commit, { a: undefined });
    await refusedEverywhere(store.commit, [undefined]);
    const nested = asJson({ a: [{ b: NaN }] });
    await rejectsWith(store.commit({ puts: [put("p", "any", nested)] }), "store/invalid-value", {
      path: "a.0.b",
    });
  });
}

async function refusedEverywhere(
  commit: (changes: Changes) => Promise<unknown>,
  given: unknown,
): Promise<void> {
  const value = asJson(given);
  const before = append("before", "any", 1);
  const events = (event: Partial<NewEvent>) => [{ type: "T", data: 1, ...event }];
  const places: readonly Changes[] = [
    { appends: [before, { stream: "a", expect: "any", events: events({ data: value }) }] },
    { appends: [before, { stream: "a", expect: "any", events: events({ metadata: { value } }) }] },
    { appends: [before], puts: [put("p", "any", { value })] },
    { appends: [before], outcome: { value } },
  ];
  for (const changes of places) {
    await rejectsWith(commit(changes), "store/invalid-value");
    await rejectsWith(commit({ id: "refused", ...changes }), "store/invalid-value");
  }
}
