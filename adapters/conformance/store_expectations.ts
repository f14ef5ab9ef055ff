/** Cases of expectations on streams, and of commits that contradict themselves: 2, 9. */

import assert from "node:assert/strict";
import type { Changes, Expectation } from "../../application/store/store.ts";
import { rejectsWith, settle } from "./assertions.ts";
import type { StoreCase, StoreRoom } from "./store_case.ts";
import { append, put, unchanged } from "./store_samples.ts";

export const expectationCases: readonly StoreCase[] = [
  {
    number: 2,
    does: "an expectation that does not hold says subject, expected, actual",
    run: fails,
  },
  { number: 2, does: "every expectation that holds lets the commit pass", run: holds },
  { number: 2, does: "expectations are judged before unique keys", run: judgedFirst },
  { number: 2, does: "a subject named twice is refused", run: refusesTwice },
  {
    number: 2,
    does: "a subject of another kind or collection is not the same",
    run: allowsSameNames,
  },
  { number: 2, does: "what is no expectation is refused", run: refusesNonsense },
  { number: 9, does: "a decision over two streams cannot be skewed", run: noSkewOfStreams },
  { number: 9, does: "a decision over two documents cannot be skewed", run: noSkewOfDocuments },
];

/** Expectations that fail on an absent subject. */
const failOnAbsent: readonly Expectation[] = ["some", 1, 7];
/** Expectations that fail on a stream at version 3. */
const failOnThree: readonly Expectation[] = ["none", 0, 1, 2, 4, 1_000_000];

async function fails({ store }: StoreRoom): Promise<void> {
  await store.commit({ appends: [append("three", "none", 1, 2, 3)] });
  const code = "store/version-conflict";
  await unchanged(store, async () => {
    for (const expected of failOnAbsent) {
      const fields = { subject: { stream: "absent" }, expected, actual: 0 };
      await rejectsWith(store.commit({ appends: [append("absent", expected, 1)] }), code, fields);
      await rejectsWith(store.commit({ appends: [append("absent", expected)] }), code, fields);
    }
    for (const expected of failOnThree) {
      const fields = { subject: { stream: "three" }, expected, actual: 3 };
      await rejectsWith(store.commit({ appends: [append("three", expected, 4)] }), code, fields);
      await rejectsWith(store.commit({ appends: [append("three", expected)] }), code, fields);
    }
  });
}

async function holds({ store }: StoreRoom): Promise<void> {
  for (const [index, expect] of (["none", 0, "any"] as const).entries()) {
    const stream = `absent-${index}`;
    await store.commit({ appends: [append(stream, expect)] });
    await store.commit({ appends: [append(stream, expect, 1, 2)] });
    assert.equal((await store.readStream(stream)).length, 2);
  }
  for (const [index, expect] of (["some", 2, "any"] as const).entries()) {
    const stream = `absent-${index}`;
    await store.commit({ appends: [append(stream, expect)] });
    const { streamVersions } = await store.commit({ appends: [append(stream, expect, 3)] });
    assert.deepEqual(streamVersions, [3]);
  }
}

async function judgedFirst({ store }: StoreRoom): Promise<void> {
  await store.commit({ puts: [put("holder", "none", 1, { unique: { k: "taken" } })] });
  const both = put("other", "some", 1, { unique: { k: "taken" } });
  await rejectsWith(store.commit({ puts: [both] }), "store/version-conflict");
  await rejectsWith(
    store.commit({ puts: [{ ...both, expect: "none" }], appends: [append("s", 1)] }),
    "store/version-conflict",
  );
}

async function refusesTwice({ store }: StoreRoom): Promise<void> {
  const document = { collection: "things", id: "p" } as const;
  const key = { collection: "things", key: "k", value: "v", expect: "none" } as const;
  const twice: readonly Changes[] = [
    { appends: [append("a", "any", 1), append("a", "any", 2)] },
    { appends: [append("a", "any", 1), append("a", "any")] },
    { puts: [put("p", "any", 1), put("p", "any", 2)] },
    { puts: [put("p", "any", 1), put("p", "any", undefined)] },
    { puts: [put("p", "any", 1)], checks: [{ ...document, expect: "any" }] },
    { checks: [{ ...document, expect: "none" }, { ...document, expect: "any" }] },
    { checks: [key, key] },
    { puts: [put("p", "any", undefined, { unique: { k: "v" } })] },
    { puts: [put("p", "any", undefined, { index: { i: "v" } })] },
  ];
  await unchanged(store, async () => {
    for (const changes of twice) await rejectsWith(store.commit(changes), "store/invalid-changes");
  });
}

async function allowsSameNames({ store }: StoreRoom): Promise<void> {
  const { documentVersions } = await store.commit({
    appends: [append("x", "none", 1), append("X", "none", 1)],
    puts: [
      put("x", "none", 1, { unique: { x: "x", y: "x" }, index: { x: "x" } }),
      { ...put("x", "none", 2, { unique: { x: "x" } }), collection: "others" },
    ],
    checks: [
      { collection: "thirds", id: "x", expect: "none" },
      { collection: "thirds", key: "x", value: "x", expect: "none" },
      { collection: "things", key: "x", value: "X", expect: "none" },
    ],
  });

  assert.equal(documentVersions.length, 2);
  assert.equal((await store.getBy("things", "y", "x"))?.value, 1);
  assert.equal((await store.getBy("others", "x", "x"))?.value, 2);
}

async function refusesNonsense({ store }: StoreRoom): Promise<void> {
  await unchanged(store, async () => {
    for (const expect of [-1, 0.5, NaN, Infinity, 2 ** 53]) {
      const code = "store/invalid-changes";
      await rejectsWith(store.commit({ appends: [append("a", expect, 1)] }), code);
      await rejectsWith(store.commit({ puts: [put("p", expect, 1)] }), code);
      await rejectsWith(
        store.commit({ checks: [{ collection: "things", id: "p", expect }] }),
        code,
      );
    }
  });
}

async function noSkewOfStreams({ store }: StoreRoom): Promise<void> {
  for (let round = 0; round < 10; round++) {
    const [a, b] = [`a-${round}`, `b-${round}`];
    const { fulfilled, rejected } = await settle([
      store.commit({ appends: [append(a, 0, 1), append(b, 0)] }),
      store.commit({ appends: [append(a, 0), append(b, 0, 1)] }),
    ]);
    assert.deepEqual([fulfilled.length, rejected.length], [1, 1], "Of two decisions one stands");
    await rejectsWith(Promise.reject(rejected[0]), "store/version-conflict", {
      expected: 0,
      actual: 1,
    });
  }
}

async function noSkewOfDocuments({ store }: StoreRoom): Promise<void> {
  const absent = (id: string) => ({ collection: "things", id, expect: "none" }) as const;
  for (let round = 0; round < 10; round++) {
    const [a, b] = [`a-${round}`, `b-${round}`];
    const { fulfilled, rejected } = await settle([
      store.commit({ puts: [put(a, "none", 1)], checks: [absent(b)] }),
      store.commit({ puts: [put(b, "none", 1)], checks: [absent(a)] }),
    ]);
    assert.deepEqual([fulfilled.length, rejected.length], [1, 1], "Of two decisions one stands");
    await rejectsWith(Promise.reject(rejected[0]), "store/version-conflict", { expected: "none" });
  }
}
