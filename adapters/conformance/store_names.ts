/** Cases of names that are allowed, and of their order: 21. */

import assert from "node:assert/strict";
import type { StoreCase, StoreRoom } from "./store_case.ts";
import { counted, findAll, findIds, put } from "./store_samples.ts";

export const nameCases: readonly StoreCase[] = [
  {
    number: 21,
    does: "every name is a name like any other, as stream and document",
    run: takesIds,
  },
  { number: 21, does: "every label is a label like any other", run: takesLabels },
  { number: 21, does: "names of the longest length", run: takesLongest },
  { number: 21, does: "index and ids are ordered by UTF-8 bytes", run: ordersByBytes },
];

/** Names that some technology or other takes for something else. */
const oddNames: readonly string[] = [
  ...' |two words|  edges  |it\'s|"quoted"|`tick`|50%|%|_|a_b|a%b|.|..|a.b|a/b|/|\\|a\\b|:|a:b|*|?|#'
    .split("|"),
  ..."__proto__|constructor|prototype|toString|hasOwnProperty|null|undefined|true|0|-1|1e3|[]|{}"
    .split("|"),
  ..."NAME|name|Name|é|e\u0301|ß|ss|SS|İ|ı|i|日本|😀|\u{10ffff}|\uffff|\ufeff|\u200b|\t|\n|\r\n|\x01|\x7f"
    .split("|"),
  ..."$1|${x}|;--|'; DROP TABLE events; --|SELECT|\\0|\\u0000|a\u2028b|~|^|+|=|&|<b>|,|(|)|!|@"
    .split("|"),
];

async function takesIds({ store }: StoreRoom): Promise<void> {
  for (const [n, name] of oddNames.entries()) {
    await store.commit({
      id: name,
      appends: [{ stream: name, expect: "none", events: [{ ...counted(n), id: name }] }],
      puts: [put(name, "none", n, { unique: { k: name }, index: { i: name } })],
    });
  }
  for (const [n, name] of oddNames.entries()) {
    const events = await store.readStream(name);
    assert.deepEqual(events.map(({ id, stream, data }) => [id, stream, data]), [[name, name, {
      n,
    }]]);
    assert.deepEqual((await store.get("things", name))?.value, n);
    assert.equal((await store.getBy("things", "k", name))?.id, name);
    assert.deepEqual(await findIds(store, { index: "i", equal: name }), [name]);
    assert.equal((await store.receipt(name))?.id, name);
  }
  assert.deepEqual((await findIds(store)).toSorted(), [...oddNames].toSorted());
}

async function takesLabels({ store }: StoreRoom): Promise<void> {
  for (const [n, label] of oddNames.entries()) {
    const keys = { unique: keysOf(label, "v"), index: keysOf(label, "v") };
    await store.commit({
      appends: [{ stream: "s", expect: "any", events: [counted(n, label)] }],
      puts: [{ ...put("p", "none", n, keys), collection: label }],
    });
  }
  for (const [n, label] of oddNames.entries()) {
    assert.equal((await store.getBy(label, label, "v"))?.value, n);
    const by = { index: label, equal: "v" };
    const found = await findAll(store, { collection: label, by, limit: 10 });
    assert.deepEqual(found.map(({ value }) => value), [n]);
    const { events } = await store.readLog({ after: 0, limit: 1000, types: [label] });
    assert.deepEqual(events.map(({ type, data }) => [type, data]), [[label, { n }]]);
  }
}

/** An object with one key of its own, whatever the key is called. */
function keysOf(key: string, value: string): Readonly<Record<string, string>> {
  return Object.fromEntries([[key, value]]);
}

async function takesLongest({ store }: StoreRoom): Promise<void> {
  const ids = ["a".repeat(512), "b".repeat(512), "€".repeat(170) + "ab", "😀".repeat(128)];
  const labels = ["a".repeat(128), "b".repeat(128), "€".repeat(42) + "ab", "😀".repeat(32)];
  for (const [n, id] of ids.entries()) {
    const label = labels[n] ?? "";
    const keys = { unique: keysOf(label, id), index: keysOf(label, id) };
    await store.commit({
      id,
      appends: [{ stream: id, expect: "none", events: [{ ...counted(n, label), id }] }],
      puts: [{ ...put(id, "none", n, keys), collection: label }],
      checks: [{ collection: label, key: label, value: id, expect: "none" }],
    });
  }
  for (const [n, id] of ids.entries()) {
    const label = labels[n] ?? "";
    assert.deepEqual((await store.readStream(id)).map((event) => event.data), [{ n }]);
    assert.equal((await store.get(label, id))?.value, n);
    assert.equal((await store.getBy(label, label, id))?.id, id);
    assert.equal((await store.receipt(id))?.id, id);
    const [found] = await findAll(store, { collection: label, by: { index: label }, limit: 1 });
    assert.equal(found?.id, id);
  }
}

async function ordersByBytes({ store }: StoreRoom): Promise<void> {
  // In UTF-16 the last two swap, in most locales nearly all of them do.
  const ordered = [
    "!",
    "A",
    "B",
    "Z",
    "_",
    "a",
    "a!",
    "aa",
    "b",
    "é",
    "ﬀ",
    "\uffff",
    "😀",
    "\u{10ffff}",
  ];
  const shuffled = [...ordered.slice(7), ...ordered.slice(0, 7)].reverse();
  await store.commit({ puts: shuffled.map((id) => put(id, "none", 0, { index: { i: id } })) });
  await store.commit({
    puts: shuffled.map((id) => put(`-${id}`, "none", 0, { index: { j: "x" } })),
  });

  for (const limit of [1, 5, 100]) {
    assert.deepEqual(await findIds(store, { index: "i" }, limit), ordered);
    const ties = await findIds(store, { index: "j", equal: "x" }, limit);
    assert.deepEqual(ties, ordered.map((id) => `-${id}`));
  }
  assert.deepEqual(await findIds(store, { index: "i", from: "\uffff" }), [
    "\uffff",
    "😀",
    "\u{10ffff}",
  ]);
  assert.deepEqual(await findIds(store, { index: "i", from: "ﬀ", to: "😀" }), ["ﬀ", "\uffff"]);
}
