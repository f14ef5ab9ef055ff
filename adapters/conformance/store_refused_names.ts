/** Cases of names that are refused: 21. */

import assert from "node:assert/strict";
import type { Changes, Store } from "../../application/store/store.ts";
import { isDomainError } from "../../domain/kernel/errors.ts";
import { rejectsWith } from "./assertions.ts";
import type { StoreCase, StoreRoom } from "./store_case.ts";
import { append, counted, put, unchanged } from "./store_samples.ts";

export const refusedNameCases: readonly StoreCase[] = [
  {
    number: 21,
    does: "names too long, empty, with U+0000 or lone surrogates are refused",
    run: refuses,
  },
  {
    number: 21,
    does: "a read by an impossible name finds nothing, or says so",
    run: readsImpossible,
  },
];

async function refuses({ store }: StoreRoom): Promise<void> {
  const malformed = ["", "\0", "a\0b", "\ud800", "a\udc00", "\udc00\ud800"];
  const ids = [...malformed, "a".repeat(513), "€".repeat(171), "😀".repeat(129), "é".repeat(257)];
  const labels = [...malformed, "a".repeat(129), "€".repeat(43), "😀".repeat(33)];
  await unchanged(store, async () => {
    for (const changes of [...ids.flatMap(withId), ...labels.flatMap(withLabel)]) {
      const before = { appends: [append("before", "any", 1)], ...changes };
      await rejectsWith(store.commit(before), "store/invalid-name");
    }
  });
}

function withId(id: string): readonly Changes[] {
  return [
    { id },
    { appends: [append(id, "any", 1)] },
    { appends: [append(id, "any")] },
    { appends: [{ stream: "s", expect: "any", events: [{ ...counted(1), id }] }] },
    { puts: [put(id, "any", 1)] },
    { puts: [put(id, "any", undefined)] },
    { puts: [put("p", "any", 1, { unique: { k: id } })] },
    { puts: [put("p", "any", 1, { index: { i: id } })] },
    { checks: [{ collection: "things", id, expect: "any" }] },
    { checks: [{ collection: "things", key: "k", value: id, expect: "none" }] },
  ];
}

function withLabel(label: string): readonly Changes[] {
  return [
    { appends: [{ stream: "s", expect: "any", events: [counted(1, label)] }] },
    { puts: [{ ...put("p", "any", 1), collection: label }] },
    { puts: [put("p", "any", 1, { unique: { [label]: "v" } })] },
    { puts: [put("p", "any", 1, { index: { [label]: "v" } })] },
    { checks: [{ collection: label, id: "p", expect: "any" }] },
    { checks: [{ collection: "things", key: label, value: "v", expect: "none" }] },
  ];
}

async function readsImpossible({ store }: StoreRoom): Promise<void> {
  await store.commit({ appends: [append("a", "none", 1)], puts: [put("a", "none", 1)] });
  for (const name of ["", "\0", "a\0", "\ud800", "a".repeat(10_000)]) {
    for (const read of readsBy(store, name)) {
      const found = await read.catch((error: unknown) => {
        if (isDomainError(error) && error.code === "store/invalid-name") return undefined;
        throw error;
      });
      assert.ok(found === undefined || found === 0, `${JSON.stringify(name)} finds nothing`);
    }
  }
}

function readsBy(store: Store, name: string): readonly Promise<unknown>[] {
  return [
    store.readStream(name).then(({ length }) => length),
    store.readLog({ after: 0, limit: 9, types: [name] }).then(({ events }) => events.length),
    store.get("things", name),
    store.get(name, "a"),
    store.getBy("things", "k", name),
    store.find({ collection: name, limit: 9 }).then(({ items }) => items.length),
    store.find({ collection: "things", by: { index: "i", equal: name }, limit: 9 })
      .then(({ items }) => items.length),
    store.receipt(name),
  ];
}
