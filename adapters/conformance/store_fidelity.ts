/** Cases of what is stored being what was given: 19, 28. */

import assert from "node:assert/strict";
import type { Metadata, Store } from "../../application/store/store.ts";
import type { Json } from "../../domain/kernel/json.ts";
import type { StoreCase, StoreRoom } from "./store_case.ts";
import { append, counted, put, readAll } from "./store_samples.ts";

export const fidelityCases: readonly StoreCase[] = [
  {
    number: 19,
    does: "JSON round-trips exactly, as data, value, metadata and outcome",
    run: exact,
  },
  { number: 19, does: "every UTF-16 unit and every plane round-trips", run: everyUnit },
  { number: 19, does: "numbers to 2^53, and as precise as they are", run: exactNumbers },
  { number: 19, does: "nesting, wide and deep", run: nested },
  { number: 28, does: "metadata survives", run: keepsMetadata },
  {
    number: 28,
    does: "`recordedAt` is UTC with milliseconds, and never decreases",
    run: recordedAt,
  },
];

/** Stores a value at every place that takes one, and requires it back from every read. */
async function roundTrips(store: Store, value: Json, what: string): Promise<void> {
  const metadata: Metadata = { kept: value };
  const committed = await store.commit({
    id: what,
    outcome: value,
    appends: [{ stream: what, expect: "any", events: [{ type: "Kept", data: value, metadata }] }],
    puts: [put(what, "any", value, { unique: { k: what }, index: { i: what } })],
  });

  const events = [...committed.events, ...await store.readStream(what)];
  events.push(...(await store.readLog({ after: committed.position - 1, limit: 1 })).events);
  assert.equal(events.length, 3);
  for (const event of events) {
    assert.deepEqual(event.data, value, `${what} as data`);
    assert.deepEqual(event.metadata, metadata, `${what} as metadata`);
  }
  const { items } = await store.find({
    collection: "things",
    by: { index: "i", equal: what },
    limit: 1,
  });
  for (const found of [await store.get("things", what), items[0]]) {
    assert.deepEqual(found?.value, value, `${what} as a document`);
  }
  assert.deepEqual((await store.getBy("things", "k", what))?.value, value);
  assert.deepEqual(committed.outcome, value, `${what} as an outcome`);
  assert.deepEqual((await store.receipt(what))?.outcome, value, `${what} as a kept outcome`);
}

async function exact({ store }: StoreRoom): Promise<void> {
  const proto: Json = JSON.parse('{"__proto__": {"a": 1}, "constructor": 1, "toString": null}');
  const values: readonly Json[] = [
    ...[null, true, false, 0, 1, -1, "", " ", "text", [], {}, [[]], [{}], { a: [] }, [null]],
    ...["\0", "a\0b", "\ud800", "\udc00", "x\ud83d", "😀", "e\u0301", "\u2028\u2029", "\ufeff"],
    ...['"quoted"', "back\\slash", "\\u0000", "\\0", "null", "[]", "%s$1", "\r\n\t", "\x7f\x80"],
    ...[{ "": "" }, { "\0": "\0" }, { "\ud800": 1 }, { a: "\0", "a\0": 1 }, proto],
    ...[["1", 1, true, "true", null, "null"], { b: 1, a: 2, 10: 3, 9: 4 }],
    ...[{ $ref: "x", "a.b": { "c/d": 1 }, type: "n", value: { value: 1 } }],
    ...["2026-01-01T00:00:00.000Z", { __type: "Date" }, "1n", "Infinity", "NaN", "-0"],
  ];
  for (const [n, value] of values.entries()) await roundTrips(store, value, `value ${n}`);
}

async function everyUnit({ store }: StoreRoom): Promise<void> {
  const chunk = 0x1000;
  for (let from = 0; from < 0x10000; from += chunk) {
    const units = Array.from({ length: chunk }, (_, n) => String.fromCharCode(from + n));
    await roundTrips(store, { text: units.join(" "), units: units.slice(0, 16) }, `from ${from}`);
  }
  const planes = Array.from(
    { length: 16 },
    (_, n) => String.fromCodePoint(0x10000 * (n + 1), 0xfffd),
  );
  await roundTrips(store, planes.join(""), "planes");
}

async function exactNumbers({ store }: StoreRoom): Promise<void> {
  const whole = [2 ** 31, -(2 ** 31), 2 ** 32, 2 ** 52 + 1, 2 ** 53 - 1, 2 ** 53, -(2 ** 53)];
  const fractions = [0.1, 0.1 + 0.2, 1 / 3, -1.5e-7, 123456789.123456789, Math.PI];
  const extreme = [1e21, 1e-21, Number.MAX_VALUE, Number.MIN_VALUE, Number.EPSILON, 1e300];
  await roundTrips(store, [...whole, ...fractions, ...extreme], "numbers");
  for (const number of whole) await roundTrips(store, number, `number ${number}`);
}

async function nested({ store }: StoreRoom): Promise<void> {
  const wide = Object.fromEntries(Array.from({ length: 500 }, (_, n) => [`key ${n}`, [n, `${n}`]]));
  await roundTrips(store, wide, "wide");
  let deep: Json = "bottom";
  for (let depth = 0; depth < 250; depth++) deep = depth % 2 === 0 ? [deep] : { in: deep };
  await roundTrips(store, deep, "deep");
}

async function keepsMetadata({ store }: StoreRoom): Promise<void> {
  const metadata: Metadata = {
    correlationId: "c-1",
    causationId: "e-1",
    commandId: "k-1",
    traceparent: "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
    actor: "Łucja",
    schemaVersion: 3,
    own: { nested: [1, null] },
  };
  const events = [{ ...counted(1), metadata }, counted(2), { ...counted(3), metadata: {} }];
  const committed = await store.commit({ appends: [{ stream: "a", expect: "none", events }] });

  const read = [committed.events, await store.readStream("a"), await readAll(store)];
  for (const found of read) {
    assert.deepEqual(found.map((event) => event.metadata), [metadata, {}, {}]);
  }
}

async function recordedAt({ store }: StoreRoom): Promise<void> {
  for (let round = 0; round < 40; round++) {
    const appends = [append(`a-${round % 3}`, "any", 1, 2), append("b", "any", 3)];
    const { events } = await store.commit({ appends });
    assert.equal(new Set(events.map((event) => event.recordedAt)).size, 1, "One commit, one time");
  }

  const log = await readAll(store);
  for (const [index, event] of log.entries()) {
    assert.match(event.recordedAt, /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
    const before = log[index - 1]?.recordedAt ?? "";
    assert.ok(before <= event.recordedAt, `${event.recordedAt} is not before ${before}`);
  }
}
