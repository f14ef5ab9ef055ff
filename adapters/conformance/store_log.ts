/** Cases of reading the log: 12, 14. */

import assert from "node:assert/strict";
import type { Recorded, Store } from "../../application/store/store.ts";
import type { StoreCase, StoreRoom } from "./store_case.ts";
import { append, counted, numbers, put, readAll } from "./store_samples.ts";

export const logCases: readonly StoreCase[] = [
  { number: 12, does: "the log is in order, and every page size gives the same", run: pages },
  { number: 12, does: "filtered by type and paged: nothing twice, nothing missing", run: filtered },
  {
    number: 12,
    does: "`through` never passes a match it did not give, nor the head",
    run: through,
  },
  { number: 12, does: "an empty page still tells how far the log was looked at", run: emptyPages },
  { number: 12, does: "limit 0, and reading past the head", run: edges },
  { number: 14, does: "per stream, log order equals version order", run: ordersVersions },
];

const types = ["A", "B", "C", "Rare"] as const;

/** Writes sixty events of four types; `Rare` stands at 17 only. */
async function writeLog(store: Store): Promise<void> {
  for (const n of numbers(20, 0)) {
    const events = [0, 1, 2].map((k) => {
      const position = n * 3 + k + 1;
      return counted(position, position === 17 ? "Rare" : types[(position + n) % 3]);
    });
    await store.commit({ appends: [{ stream: `s-${n % 4}`, expect: "any", events }] });
    await store.commit({ puts: [put("p", "any", n)] });
  }
}

async function pages({ store }: StoreRoom): Promise<void> {
  await writeLog(store);
  const whole = await readAll(store, 1000);
  assert.deepEqual(whole.map(({ data }) => data), numbers(60).map((n) => ({ n })));
  for (const limit of [1, 7, 20, 59, 60, 61]) assert.deepEqual(await readAll(store, limit), whole);
  const part = await store.readLog({ after: 17, limit: 5 });
  assert.deepEqual([part.events, part.through], [whole.slice(17, 22), 22]);
}

/** Follows `through` from page to page until the head. */
async function follow(
  store: Store,
  limit: number,
  wanted: readonly string[],
): Promise<Recorded[]> {
  const found: Recorded[] = [];
  const head = await store.head();
  for (let after = 0; after < head;) {
    const page = await store.readLog({ after, limit, types: wanted });
    assert.ok(page.events.length <= limit, "A page has at most `limit` events");
    assert.ok(page.through > after, "A page gets on");
    assert.ok(page.through <= head, "What was not there was not looked at");
    found.push(...page.events);
    after = page.through;
  }
  return found;
}

async function filtered({ store }: StoreRoom): Promise<void> {
  await writeLog(store);
  const whole = await readAll(store, 1000);
  const lists = [["A"], ["B"], ["Rare"], ["A", "Rare"], ["C", "B", "A"], ["Rare", "Rare"], [
    "None",
  ]];
  for (const wanted of lists) {
    const expected = whole.filter(({ type }) => wanted.includes(type));
    for (const limit of [1, 2, 5, 1000]) {
      assert.deepEqual(await follow(store, limit, wanted), expected, `${wanted}, ${limit} a page`);
    }
  }
  assert.deepEqual(await follow(store, 10, []), [], "Of no type there is nothing");
}

async function through({ store }: StoreRoom): Promise<void> {
  await writeLog(store);
  const whole = await readAll(store, 1000);
  for (let after = 0; after <= 60; after++) {
    for (const limit of [1, 2, 3]) {
      const page = await store.readLog({ after, limit, types: ["A", "Rare"] });
      const inside = whole.filter(({ type, position }) =>
        (type === "A" || type === "Rare") && position > after && position <= page.through
      );
      assert.deepEqual(page.events, inside, `after ${after}, ${limit} a page`);
      assert.ok(page.through >= after && page.through <= 60, "Neither back nor past the head");
    }
  }
}

async function emptyPages({ store }: StoreRoom): Promise<void> {
  await writeLog(store);
  let after = 17;
  for (let round = 0; after < 60; round++) {
    assert.ok(round < 60, "Reading what has no match comes to the head");
    const page = await store.readLog({ after, limit: 1, types: ["Rare"] });
    assert.deepEqual(page.events, []);
    assert.ok(page.through > after && page.through <= 60, "Without a match it still gets on");
    after = page.through;
  }
  await store.commit({ appends: [{ stream: "s", expect: "any", events: [counted(61, "Rare")] }] });
  const { events } = await store.readLog({ after, limit: 1, types: ["Rare"] });
  assert.deepEqual(events.map(({ position }) => position), [61]);
}

async function edges({ store }: StoreRoom): Promise<void> {
  await writeLog(store);
  for (const filter of [{}, { types: ["A"] }]) {
    for (const after of [0, 5, 60, 61, 1000]) {
      const none = await store.readLog({ after, limit: 0, ...filter });
      assert.deepEqual(none, { events: [], through: after }, `limit 0 after ${after}`);
    }
    for (const after of [60, 61, 1000]) {
      const past = await store.readLog({ after, limit: 10, ...filter });
      assert.deepEqual(past, { events: [], through: after }, `past the head, after ${after}`);
    }
  }
}

async function ordersVersions({ store }: StoreRoom): Promise<void> {
  const streams = ["a", "b", "c"];
  await Promise.all(
    numbers(60).map((n) =>
      store.commit({
        appends: [
          append(streams[n % 3] ?? "", "any", n),
          append(streams[(n + 1) % 3] ?? "", "any", n, n),
        ],
      })
    ),
  );

  const log = await readAll(store);
  assert.equal(log.length, 180);
  for (const stream of streams) {
    const inLog = log.filter((event) => event.stream === stream);
    assert.deepEqual(inLog.map(({ version }) => version), numbers(60));
    assert.deepEqual(await store.readStream(stream), inLog);
  }
}
