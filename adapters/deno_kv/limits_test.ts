import { assert, assertEquals, assertRejects } from "@std/assert";
import { LimitExceeded } from "../../application/store/errors.ts";
import type { Changes, Put, Store } from "../../application/store/store.ts";
import { denoKvStore } from "./mod.ts";
import { committing } from "./testdata/failing_kv.ts";
import { systemPorts } from "../testdata/system_ports.ts";

/** A name of 512 bytes, of so many different ones; as units it is as long as its bytes. */
const longest = (n: number) => `${n}`.padStart(512, "x");
const label = "l".repeat(128);
const prefix = ["p".repeat(254)];

Deno.test("a commit of as many items as are allowed fits, with the longest names", async () => {
  using kv = await Deno.openKv(":memory:");
  await using store = await denoKvStore(kv, systemPorts);
  const items = many(store.limits.commitItems);

  await store.commit({ id: longest(0), puts: items.map((n) => put(n)) });
  await store.commit({ id: longest(1), appends: items.map((n) => append(n)) });
  await store.commit({ puts: items.map((n) => ({ ...put(n), value: undefined })) });

  assertEquals(await store.head(), store.limits.commitItems);
});

Deno.test("a commit of as many bytes as are allowed fits, with the longest names", async () => {
  using kv = await Deno.openKv(":memory:");
  await using store = await denoKvStore(kv, systemPorts);
  const { commitItems, commitBytes } = store.limits;
  // Two bytes of each event are its quotation marks, two its metadata.
  const data = "x".repeat(Math.floor(commitBytes / commitItems) - 4);
  const events = many(commitItems).map((n) => ({ id: longest(n), type: label, data }));

  await store.commit({ id: longest(0), appends: events.map((e, n) => append(n, e)) });

  assertEquals((await store.readLog({ after: 0, limit: 1000 })).events.length, commitItems);
});

Deno.test("an event takes data and metadata of the largest size, and a receipt an outcome", async () => {
  using kv = await Deno.openKv(":memory:");
  await using store = await denoKvStore(kv, systemPorts);
  const large = "é".repeat((store.limits.valueBytes - 2 * 8) / 2);
  const event = { id: longest(1), type: label, data: large, metadata: { m: large } };

  const committed = await store.commit({
    id: longest(0),
    outcome: large,
    appends: [append(1, event), append(2)],
    puts: [put(1, large)],
  });

  assertEquals(await store.readStream(longest(1)), committed.events.slice(0, 1));
  assertEquals((await store.readLog({ after: 0, limit: 2 })).events, committed.events);
  assertEquals((await store.receipt(longest(0)))?.outcome, large);
});

Deno.test("a commit whose names and keys take too much is refused alone", async () => {
  using kv = await Deno.openKv(":memory:");
  await using store = await denoKvStore(kv, systemPorts);
  const wide = (n: number): Put => ({ ...put(n), index: { [label]: longest(n) } });
  const manyKeys = Object.fromEntries(many(200).map((n) => [`k${n}`, longest(n)]));

  const failures: readonly Changes[] = [
    { puts: many(100).map(wide) },
    { puts: [{ ...put(1), unique: manyKeys }] },
    { puts: many(100).map((n) => ({ ...put(n), index: keys(11, "i") })) },
  ];
  const results = await Promise.allSettled(
    failures.flatMap((changes) => [store.commit({ appends: [append(1)] }), store.commit(changes)]),
  );

  assertEquals(
    results.map(({ status }) => status),
    failures.flatMap(() => [
      "fulfilled",
      "rejected",
    ]),
  );
  for (const result of results) {
    assert(result.status === "fulfilled" || result.reason instanceof LimitExceeded);
  }
  assertEquals((await store.find({ collection: label, limit: 1 })).items, []);
});

Deno.test("a burst of large commits goes in several groups, in order", async () => {
  using kv = await Deno.openKv(":memory:");
  let groups = 0;
  const counting = committing(kv, (commit) => {
    groups++;
    return commit();
  });
  await using store = await denoKvStore(counting, systemPorts);
  const commits = await Promise.all(many(30).map((n) => store.commit(large(store, n))));

  assertEquals(commits.map(({ position }) => position), many(30));
  // Thirty values of 60 KiB, of which thirteen fit into one operation.
  assertEquals(groups, 3);
});

Deno.test("commits go together as long as they fit", async () => {
  using kv = await Deno.openKv(":memory:");
  let groups = 0;
  const counting = committing(kv, (commit) => {
    groups++;
    return commit();
  });
  await using store = await denoKvStore(counting, systemPorts, { groupSize: 16 });
  await Promise.all(many(64).map((n) => store.commit({ appends: [append(n)] })));

  assertEquals(groups, 4);
});

Deno.test("two stores with different prefixes know nothing of each other", async () => {
  using kv = await Deno.openKv(":memory:");
  await using store = await denoKvStore(kv, systemPorts, { prefix });
  await using other = await denoKvStore(kv, systemPorts, { prefix: [] });
  await store.commit({
    appends: [append(1)],
    puts: [{ ...put(1), index: { [label]: longest(1) } }],
  });

  assertEquals(await other.head(), 0);
  assertEquals((await store.find({ collection: label, limit: 1 })).items.length, 1);
  assertEquals(await other.get(label, longest(1)), undefined);
  await assertRejects(() => denoKvStore(kv, systemPorts, { prefix: ["p".repeat(300)] }));
});

function put(n: number, value = "x"): Put {
  return { collection: label, id: longest(n), expect: "any", value };
}

function append(
  n: number,
  event: { readonly id?: string; readonly type: string; readonly data: string } = {
    id: longest(n),
    type: label,
    data: "x",
  },
) {
  return { stream: longest(n), expect: "any", events: [event] } as const;
}

function large(store: Store, n: number): Changes {
  const data = "x".repeat(store.limits.valueBytes - 2);
  return { appends: [{ stream: "s", expect: n - 1, events: [{ type: "Large", data }] }] };
}

function keys(count: number, name: string): Readonly<Record<string, string>> {
  return Object.fromEntries(many(count).map((n) => [`${name}${n}`, "v"]));
}

function many(count: number): number[] {
  return Array.from({ length: count }, (_, index) => index + 1);
}
