/** Cases of bursts, which a store may commit as a group: 27. */

import assert from "node:assert/strict";
import type { Changes } from "../../application/store/store.ts";
import { requireError } from "./assertions.ts";
import type { StoreCase, StoreRoom } from "./store_case.ts";
import { type SharedCase, storeOf, type Stores } from "./store_shared.ts";
import { overLimits } from "./store_limits.ts";
import { append, numbers, put, readAll } from "./store_samples.ts";

export const burstCases: readonly SharedCase[] = [
  { number: 27, does: "of a burst of 100 every third conflicts: exactly those fail", run: thirds },
];

export const groupCases: readonly StoreCase[] = [
  { number: 27, does: "every kind of failure in one burst fails alone", run: everyFailure },
  {
    number: 27,
    does: "one burst sees itself: a stream twice, a key freed and taken",
    run: seesItself,
  },
  { number: 27, does: "a chain of exact versions in one burst holds", run: chain },
];

async function thirds(stores: Stores): Promise<void> {
  await stores[0].commit({ appends: [append("taken", "none", 0)] });
  const results = await Promise.allSettled(
    numbers(100).map((n) => {
      const conflict = n % 3 === 0 ? [append("taken", "none", n)] : [];
      return storeOf(stores, n).commit({
        appends: [append(`s-${n}`, "none", n), ...conflict],
        puts: [put(`p-${n}`, "none", n, { unique: { k: `v-${n}` } })],
      });
    }),
  );

  for (const [index, result] of results.entries()) {
    const n = index + 1;
    if (n % 3 !== 0) {
      assert.equal(result.status, "fulfilled", `The commit ${n} is blameless`);
      assert.equal((await stores[0].readStream(`s-${n}`)).length, 1);
    } else {
      assert.equal(result.status, "rejected", `The commit ${n} conflicts`);
      requireError(result.reason, "store/version-conflict", { subject: { stream: "taken" } });
    }
    const stored = await stores[0].get("things", `p-${n}`);
    assert.equal(stored?.value, n % 3 === 0 ? undefined : n);
  }
  assert.equal((await readAll(stores[0])).length, 68);
}

async function everyFailure({ store }: StoreRoom): Promise<void> {
  await store.commit({
    id: "used",
    appends: [append("taken", "none", 0)],
    puts: [put("holder", "none", 1, { unique: { k: "taken" } })],
  });
  const over: Changes = overLimits(store.limits)[0]?.changes ?? { puts: [put("", "any", 1)] };
  const failures: readonly Changes[] = [
    { appends: [append("taken", 7, 1)] },
    { puts: [put("other", "none", 1, { unique: { k: "taken" } })] },
    { puts: [put("", "any", 1)] },
    { puts: [put("p", "any", NaN)] },
    { id: "used" },
    { puts: [put("p", "any", 1), put("p", "any", 2)] },
    over,
  ];
  const burst = failures.flatMap((failing, n) => [
    { appends: [append(`before-${n}`, "none", n), append("all", "any", n)] },
    failing,
    { id: `after-${n}`, appends: [append("all", "any", n)], puts: [put(`p-${n}`, "none", n)] },
  ]);
  const results = await Promise.allSettled(burst.map((changes) => store.commit(changes)));

  const rejected = results.flatMap(({ status }, index) => status === "rejected" ? [index] : []);
  assert.deepEqual(rejected, failures.map((_, n) => n * 3 + 1), "Each fails alone");
  assert.equal((await store.readStream("all")).length, failures.length * 2);
  assert.equal(await store.head(), failures.length * 3 + 1);
}

async function seesItself({ store }: StoreRoom): Promise<void> {
  const unique = { unique: { k: "v" } };
  await store.commit({ puts: [put("p", "none", 1, unique)] });
  const [first, second, freed, taken, third] = await Promise.all([
    store.commit({ appends: [append("a", "any", 1, 2)] }),
    store.commit({ appends: [append("a", "any", 3)] }),
    store.commit({ puts: [put("p", "some", undefined)], appends: [append("b", "any", 1)] }),
    store.commit({ puts: [put("q", "none", 2, unique)], appends: [append("b", "some", 2)] }),
    store.commit({
      appends: [append("a", 3, 4)],
      checks: [{ collection: "things", id: "q", expect: "some" }],
    }),
  ]);

  const versions = [first, second, third].map(({ streamVersions }) => streamVersions);
  assert.deepEqual(versions, [[2], [3], [4]]);
  assert.deepEqual([freed.streamVersions, taken.streamVersions], [[1], [2]]);
  assert.equal((await store.getBy("things", "k", "v"))?.id, "q");
  assert.deepEqual((await readAll(store)).map(({ version }) => version), [1, 2, 3, 1, 2, 4]);
}

async function chain({ store }: StoreRoom): Promise<void> {
  const results = await Promise.all(
    numbers(50).map((n) => store.commit({ appends: [append("a", n - 1, n)] })),
  );
  assert.deepEqual(results.map(({ position }) => position), numbers(50));
}
