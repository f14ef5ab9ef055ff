import { assert, assertEquals, assertRejects } from "@std/assert";
import { SchemaTooNew, StoreClosed, StoreUnavailable } from "../../application/store/errors.ts";
import type { Put, Store } from "../../application/store/store.ts";
import { memoryClock } from "../memory/mod.ts";
import { type DenoKv, denoKvStore } from "./mod.ts";
import { replaced } from "./testdata/failing_kv.ts";
import { systemPorts } from "../testdata/system_ports.ts";

/** Puts two documents that always have one index entry and one value together. */
const pair = (value: number): readonly Put[] =>
  ["p", "q"].map((id) => ({
    collection: "c",
    id,
    expect: "any",
    value,
    index: { i: "e" },
    ...(id === "p" ? { unique: { k: `v${value % 2}` } } : {}),
  }));

/** A store whose database commits something else before some of its reads of documents. */
async function overtaken(kv: Deno.Kv, change: (other: Store) => Promise<unknown>) {
  const other = await denoKvStore(kv, systemPorts);
  await other.commit({ puts: pair(0) });
  let times = 3;
  const slow: Pick<DenoKv, "get" | "getMany"> = {
    get: async (key) => {
      if (key[1] === "document" && times-- > 0) await change(other);
      return await kv.get(key);
    },
    getMany: async (keys) => {
      if (times-- > 0) await change(other);
      return await kv.getMany(keys);
    },
  };
  return await denoKvStore(replaced(kv, slow), systemPorts);
}

Deno.test("find by an index never shows half of a commit that comes meanwhile", async () => {
  using kv = await Deno.openKv(":memory:");
  let value = 0;
  await using store = await overtaken(kv, (other) => other.commit({ puts: pair(++value) }));

  const { items } = await store.find({ collection: "c", by: { index: "i", equal: "e" }, limit: 5 });

  assertEquals(items.map(({ value }) => value), [3, 3]);
});

Deno.test("find by an index shows no document that is deleted meanwhile", async () => {
  using kv = await Deno.openKv(":memory:");
  await using store = await overtaken(
    kv,
    (other) =>
      other.commit({ puts: [{ collection: "c", id: "p", expect: "any", value: undefined }] }),
  );

  const { items } = await store.find({ collection: "c", by: { index: "i" }, limit: 5 });

  assertEquals(items.map(({ id }) => id), ["q"]);
});

Deno.test("getBy shows no document that has lost the key meanwhile", async () => {
  using kv = await Deno.openKv(":memory:");
  let value = 0;
  await using store = await overtaken(kv, (other) => other.commit({ puts: pair(++value) }));

  assertEquals(await store.getBy("c", "k", "v0"), undefined);
});

Deno.test("a read is tried again while the database is locked, and not for ever", async () => {
  using kv = await Deno.openKv(":memory:");
  let times = 5;
  const get: DenoKv["get"] = (key) =>
    times-- > 0 ? Promise.reject(new TypeError("database is locked")) : kv.get(key);
  await using store = await denoKvStore(replaced(kv, { get }), systemPorts, { deadline: 200 });

  assertEquals(await store.head(), 0);
  times = Infinity;
  await assertRejects(() => store.head(), StoreUnavailable, "another process");
});

Deno.test("a read that is never answered is an error at its deadline", async () => {
  using kv = await Deno.openKv(":memory:");
  let silent = false;
  const get: DenoKv["get"] = (key) => silent ? new Promise(() => {}) : kv.get(key);
  await using store = await denoKvStore(replaced(kv, { get }), systemPorts, { deadline: 20 });
  silent = true;

  await assertRejects(() => store.head(), StoreUnavailable, "does not answer");
  await assertRejects(() => store.commit({ id: "a" }), StoreUnavailable, "does not answer");
});

Deno.test("receipts count for as long as they are kept, and then may go", async () => {
  using kv = await Deno.openKv(":memory:");
  const clock = memoryClock();
  const expiries: unknown[] = [];
  const recording = replaced(kv, {
    atomic: () => {
      const operation = kv.atomic();
      const set = operation.set.bind(operation);
      operation.set = (key, value, options) => {
        if (key[1] === "receipt") expiries.push(options?.expireIn);
        return set(key, value, options);
      };
      return operation;
    },
  });
  const ports = { ...systemPorts, clock };
  await using store = await denoKvStore(recording, ports, { keepReceipts: 1000 });
  const commit = () => store.commit({ id: "once" });

  const first = await commit();
  clock.advance(1000);
  const repeated = await commit();
  clock.advance(1);
  const again = await commit();

  assertEquals([first, repeated, again].map(({ repeated }) => repeated), [false, true, false]);
  // The database takes them away by itself, an hour after they have ceased to count.
  assertEquals(expiries, [3_601_000, 3_601_000]);
});

Deno.test("data of a newer version is refused, at start and later, and so is somebody else's", async () => {
  using kv = await Deno.openKv(":memory:");
  await using store = await denoKvStore(kv, systemPorts);
  await kv.set(["portico", "head"], { schema: 2 });

  await assertRejects(() => denoKvStore(kv, systemPorts), SchemaTooNew);
  await assertRejects(() => store.commit({ id: "a" }), SchemaTooNew);
  await kv.set(["portico", "head"], "theirs");
  await assertRejects(() => denoKvStore(kv, systemPorts), StoreUnavailable);
});

Deno.test("closing leaves the database open; a closed database is an error of the call", async () => {
  const kv = await Deno.openKv(":memory:");
  const store = await denoKvStore(kv, systemPorts);
  const next = await denoKvStore(kv, systemPorts);
  await store[Symbol.asyncDispose]();

  await assertRejects(() => store.head(), StoreClosed);
  assertEquals((await next.commit({ id: "a" })).repeated, false);
  kv.close();
  await assertRejects(() => next.head(), StoreUnavailable);
  await assertRejects(() => next.commit({ id: "b" }), StoreUnavailable);
  await next[Symbol.asyncDispose]();
});

Deno.test("a page has at most 999 documents, and a cursor that goes on", async () => {
  using kv = await Deno.openKv(":memory:");
  await using store = await denoKvStore(kv, systemPorts);
  await Promise.all(
    Array.from(
      { length: 1001 },
      (_, n) => store.commit({ puts: [{ collection: "c", id: `${n}`, expect: "none", value: n }] }),
    ),
  );

  const first = await store.find({ collection: "c", limit: 5000 });
  const second = await store.find({ collection: "c", limit: 5000, after: first.next });

  assertEquals([first.items.length, second.items.length], [999, 2]);
  assert(first.next !== undefined && second.next === undefined);
});
