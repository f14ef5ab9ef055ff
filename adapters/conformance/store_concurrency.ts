/** Cases of racing commits, on one instance, on two, and from two processes: 3, 4, 8, 15. */

import assert from "node:assert/strict";
import { requireError, settle } from "./assertions.ts";
import { resultOf } from "./store_idempotency.ts";
import { append, numbers, put, readAll } from "./store_samples.ts";
import { type SharedCase, storeOf, type Stores } from "./store_shared.ts";

export const raceCases: readonly SharedCase[] = [
  { number: 3, does: "twenty racers with one expected version: one wins", run: racersForStream },
  { number: 3, does: "twenty racers for one document: one wins", run: racersForDocument },
  { number: 4, does: "twenty concurrent `any` appends: versions 1 to 20", run: concurrentAny },
  { number: 4, does: "twenty concurrent `any` puts of one document all succeed", run: anyPuts },
  { number: 8, does: "one commit id from many callers at once: one effect", run: sameCommit },
  { number: 8, does: "one id, two contents at once: one of them is refused", run: twoContents },
  { number: 15, does: "one unique key in fifty concurrent commits: one wins", run: racersForKey },
  {
    number: 15,
    does: "a key changes hands under concurrency and has one holder",
    run: keyChangesHands,
  },
];

async function racersForStream(stores: Stores): Promise<void> {
  const racers = (version: number) =>
    settle(
      numbers(20).map((n) => storeOf(stores, n).commit({ appends: [append("a", version, n, n)] })),
    );

  for (const version of [0, 2, 4]) {
    const { fulfilled, rejected } = await racers(version);
    assert.deepEqual(fulfilled.map(({ streamVersions }) => streamVersions), [[version + 2]]);
    assert.equal(rejected.length, 19);
    for (const error of rejected) {
      const fields = { subject: { stream: "a" }, expected: version, actual: version + 2 };
      requireError(error, "store/version-conflict", fields);
    }
  }
  assert.equal((await stores[0].readStream("a")).length, 6);
  assert.equal(await stores[0].head(), 6);
}

async function racersForDocument(stores: Stores): Promise<void> {
  const racers = (expect: number) =>
    settle(numbers(20).map((n) => storeOf(stores, n).commit({ puts: [put("p", expect, n)] })));

  let version = 0;
  for (let round = 0; round < 3; round++) {
    const { fulfilled, rejected } = await racers(version);
    const winner = fulfilled[0]?.documentVersions[0];
    assert.equal(fulfilled.length, 1);
    assert.ok(winner !== undefined && winner > version, "The winner's version is a higher one");
    for (const error of rejected) {
      const subject = { collection: "things", id: "p" };
      const fields = { subject, expected: version, actual: winner };
      requireError(error, "store/version-conflict", fields);
    }
    version = winner;
  }
  assert.equal((await stores[0].get("things", "p"))?.version, version);
}

async function concurrentAny(stores: Stores): Promise<void> {
  const committed = await Promise.all(
    numbers(20).map((n) => storeOf(stores, n).commit({ appends: [append("a", "any", n)] })),
  );

  const versions = committed.map(({ streamVersions }) => streamVersions[0] ?? 0);
  assert.deepEqual(versions.toSorted((a, b) => a - b), numbers(20));
  const log = await readAll(stores[0]);
  assert.deepEqual(log.map(({ version }) => version), numbers(20));
  for (const { events, position } of committed) {
    assert.deepEqual(events, log.slice(position - 1, position), "Each was told its own event");
  }
}

async function anyPuts(stores: Stores): Promise<void> {
  const committed = await Promise.all(
    numbers(20).map((n) =>
      storeOf(stores, n).commit({ puts: [put("p", "any", n)], appends: [append("a", "any", n)] })
    ),
  );

  const versions = committed.map(({ documentVersions }) => documentVersions[0] ?? 0);
  assert.equal(new Set(versions).size, 20, "No version repeats");
  const ordered = committed.toSorted((a, b) => a.position - b.position);
  const last = ordered.at(-1);
  const stored = await stores[0].get("things", "p");
  assert.deepEqual(stored?.version, Math.max(...versions));
  assert.deepEqual(last?.documentVersions, [stored?.version], "Versions grow in commit order");
  assert.deepEqual(last?.events[0]?.data, { n: stored?.value });
}

async function sameCommit(stores: Stores): Promise<void> {
  const changes = {
    id: "once",
    outcome: "kept",
    appends: [append("a", "any", 1), append("b", "none", 2)],
    puts: [put("p", "none", 1, { unique: { k: "v" } })],
  };
  const answers = await Promise.all(numbers(10).map((n) => storeOf(stores, n).commit(changes)));

  const first = answers.filter(({ repeated }) => !repeated);
  assert.equal(first.length, 1, "Exactly one answer is the first");
  for (const answer of answers) assert.deepEqual(resultOf(answer), first.map(resultOf)[0]);
  for (const store of stores) {
    assert.equal(await store.head(), 2);
    assert.equal((await store.receipt("once"))?.outcome, "kept");
  }
}

async function twoContents(stores: Stores): Promise<void> {
  for (let round = 0; round < 5; round++) {
    const id = `id-${round}`;
    const { fulfilled, rejected } = await settle(
      [1, 2].map((n) => storeOf(stores, n).commit({ id, appends: [append(id, "any", n)] })),
    );
    assert.deepEqual([fulfilled.length, rejected.length], [1, 1]);
    requireError(rejected[0], "store/commit-id-reused", { id });
    assert.equal((await stores[0].readStream(id)).length, 1);
  }
}

async function racersForKey(stores: Stores): Promise<void> {
  const { fulfilled, rejected } = await settle(
    numbers(50).map((n) =>
      storeOf(stores, n).commit({
        puts: [put(`p-${n}`, "none", n, { unique: { email: "one@x" } })],
        appends: [append(`a-${n}`, "none", n)],
      })
    ),
  );

  assert.equal(fulfilled.length, 1, "One of fifty gets the key");
  for (const error of rejected) {
    const fields = { collection: "things", key: "email", value: "one@x" };
    requireError(error, "store/unique-violation", fields);
  }
  const { items } = await stores[0].find({ collection: "things", limit: 50 });
  const holder = await stores[0].getBy("things", "email", "one@x");
  assert.deepEqual(items, [holder], "Only the winner is stored");
  assert.equal(await stores[0].head(), 1);
}

async function keyChangesHands(stores: Stores): Promise<void> {
  const unique = { unique: { email: "x" } };
  await stores[0].commit({ puts: [put("p-0", "none", 0, unique)] });
  for (let round = 1; round <= 5; round++) {
    const from = (await stores[0].getBy("things", "email", "x"))?.id ?? "nobody";
    const { fulfilled, rejected } = await settle(
      numbers(8).map((n) =>
        storeOf(stores, n).commit({
          puts: [put(from, "some", undefined), put(`p-${round}-${n}`, "none", n, unique)],
        })
      ),
    );
    assert.equal(fulfilled.length, 1, "One of eight takes the key over");
    for (const error of rejected) {
      requireError(error, "store/version-conflict", { expected: "some" });
    }
    for (const store of stores) {
      const { items } = await store.find({ collection: "things", limit: 50 });
      assert.deepEqual(items, [await store.getBy("things", "email", "x")]);
    }
  }
}
