import { assert, assertEquals, assertRejects, assertThrows } from "@std/assert";
import { test } from "@std/testing/bdd";
import { seededRandom, sequentialIds } from "../../adapters/memory/chance.ts";
import { memoryClock } from "../../adapters/memory/clock.ts";
import { memoryStore } from "../../adapters/memory/store.ts";
import type { Decider } from "../../domain/kernel/decider.ts";
import { DomainError } from "../../domain/kernel/errors.ts";
import type { Json } from "../../domain/kernel/json.ts";
import { StoreUnavailable, VersionConflict } from "../store/errors.ts";
import type { Store } from "../store/store.ts";
import { eventCodec } from "./codec.ts";
import { handle, type HandleOptions } from "./handle.ts";
import type { Snapshots } from "./snapshots.ts";
import { type StateCache, stateCache } from "./state_cache.ts";

type Filled = { readonly type: "Filled"; readonly data: { readonly by: number } };
type Jar = { readonly level: number; readonly marks: readonly number[] };
type Options = Partial<HandleOptions<number, Jar, Filled>>;

class Overflow extends DomainError {
  override readonly code = "jars/overflow";
  override readonly kind = "refused";
}

/** A jar that holds a hundred, and remembers what was filled in. */
const jar: Decider<number, Jar, Filled> = {
  initial: { level: 0, marks: [] },
  decide: (by, { level }) => {
    if (level + by > 100) throw new Overflow("Cannot fill the jar: it would overflow");
    return by === 0 ? [] : [{ type: "Filled", data: { by } }];
  },
  evolve: ({ level, marks }, { data }) => ({ level: level + data.by, marks: [...marks, data.by] }),
};
const codec = eventCodec<Filled>({
  Filled: { version: 1, parse: (data) => data as Filled["data"] },
});
const snapshots: Snapshots<Jar> = {
  name: "jars",
  every: 3,
  schema: {
    version: 2,
    parse: (data) => {
      const { level, marks } = data as Jar;
      if (typeof level !== "number" || !Array.isArray(marks)) throw new TypeError("no jar");
      return { level, marks };
    },
  },
  encode: (state) => state,
};
const collection = "portico.snapshots.jars";

test("[E-15] a snapshot is stored every so many events, in the commit of the events", async () => {
  const room = jarRoom();

  for (const by of [1, 2, 3, 4, 5, 6, 7]) await room.fill(by, { snapshots });

  const document = await room.store.get(collection, "jar");
  assertEquals(document?.value, {
    schemaVersion: 2,
    stream: "jar",
    version: 5,
    eventId: "e5",
    data: { level: 15, marks: [1, 2, 3, 4, 5] },
  });
  assertEquals(room.commits(), 7);
});

test("[E-15] a state is folded from the snapshot and what follows it", async () => {
  const room = await given([1, 2, 3, 4, 5], { snapshots });
  const reads = room.reads.length;

  const { state, version } = await room.fill(6, { snapshots });

  assertEquals([state.level, version], [21, 6]);
  assertEquals(room.reads.slice(reads), [1]);
});

const wrongSnapshots: Readonly<Record<string, (right: Wrong) => Json>> = {
  "of an older schema": (right) => ({ ...right, schemaVersion: 1 }),
  "of a newer schema": (right) => ({ ...right, schemaVersion: 3 }),
  "that does not parse": (right) => ({ ...right, data: { level: "full" } }),
  "of another stream": (right) => ({ ...right, stream: "other" }),
  "of another event": (right) => ({ ...right, eventId: "e4" }),
  "ahead of the stream": (right) => ({ ...right, version: 50 }),
  "one version off": (right) => ({ ...right, version: right.version + 1 }),
  "of no version": (right) => ({ ...right, version: 0 }),
  "of half a version": (right) => ({ ...right, version: 1.5 }),
  "that is no snapshot": () => "a jar",
  "that is an empty one": () => ({}),
  "that is nothing": () => null,
};

for (const [which, change] of Object.entries(wrongSnapshots)) {
  test(`[E-15] a snapshot ${which} is not believed`, async () => {
    const room = await given([1, 2, 3, 4, 5], { snapshots });
    const right = (await room.store.get(collection, "jar"))?.value as Wrong;
    // A state that nothing led to: whoever believes it says so.
    const wrong = { ...right, data: { level: 99, marks: [] } };
    const put = { collection, id: "jar", expect: "some", value: change(wrong) } as const;
    await room.store.commit({ puts: [put] });

    const { state, version } = await room.fill(6, { snapshots });

    assertEquals([state, version], [{ level: 21, marks: [1, 2, 3, 4, 5, 6] }, 6]);
  });
}

test("a snapshot that is too large to be stored is left out", async () => {
  const room = jarRoom();
  const large = { ...snapshots, encode: () => "x".repeat(room.store.limits.valueBytes + 1) };

  for (const by of [1, 2, 3, 4]) await room.fill(by, { snapshots: large });

  assertEquals(await room.store.get(collection, "jar"), undefined);
});

test("a cached state is decided on without reading", async () => {
  const cache = stateCache<Jar>({ size: 10 });
  const room = await given([1, 2], { cache });
  const reads = room.reads.length;

  const { state, version, position } = await room.fill(3, { cache });

  assertEquals([state.level, version, position], [6, 3, 3]);
  assertEquals(room.reads.slice(reads), []);
});

test("a state that was cached before another process appended is not believed", async () => {
  const cache = stateCache<Jar>({ size: 10 });
  const room = await given([10], { cache });
  await room.fill(80);

  await assertRejects(() => room.fill(20, { cache }), Overflow);
  const { state, version } = await room.fill(10, { cache });

  assertEquals([state, version], [{ level: 100, marks: [10, 80, 10] }, 3]);
});

test("a stale state is not believed on one attempt either", async () => {
  const cache = stateCache<Jar>({ size: 10 });
  const room = await given([10], { cache });
  await room.fill(80);

  const { state } = await room.fill(10, { cache, attempts: 1 });

  assertEquals(state.level, 100);
});

test("a refusal is let out only after the stream was read", async () => {
  const cache = stateCache<Jar>({ size: 10 });
  const room = await given([90], { cache });
  await room.fill(-50);

  const { state } = await room.fill(20, { cache });

  assertEquals(state, { level: 60, marks: [90, -50, 20] });
});

test("a command that changes nothing is answered from the stream", async () => {
  const cache = stateCache<Jar>({ size: 10 });
  const room = await given([10], { cache });
  await room.fill(20);

  const { state, version } = await room.fill(0, { cache });
  const remembered = await room.fill(0, { cache, commandId: "c1" });

  assertEquals([state.level, version], [30, 2]);
  assertEquals([remembered.state.level, remembered.version], [30, 2]);
});

const wrongEntries: Readonly<Record<string, { version: number; eventId: string | undefined }>> = {
  "of another event": { version: 2, eventId: "e1" },
  "ahead of the stream": { version: 50, eventId: "e2" },
  "behind the stream": { version: 1, eventId: "e1" },
  "of no event": { version: 2, eventId: undefined },
  "of no event, ahead of the stream": { version: 50, eventId: undefined },
};

for (const [which, entry] of Object.entries(wrongEntries)) {
  test(`a cached state ${which} is not believed for a refusal`, async () => {
    const room = await given([10, 20]);
    const cache = stateCache<Jar>({ size: 10 });
    const level = entry.version === 1 ? 10 : 99;
    cache.set("jar", { state: { level, marks: [level] }, ...entry });

    await assertRejects(() => room.fill(80, { cache }), Overflow);
    const { state } = await room.fill(40, { cache });

    assertEquals(state, { level: 70, marks: [10, 20, 40] });
  });
}

for (const version of [1, 3, 50]) {
  test(`a cached state of version ${version} is not believed at version 2`, async () => {
    const room = await given([10, 20]);
    const cache = stateCache<Jar>({ size: 10 });
    cache.set("jar", { state: { level: 0, marks: [] }, version, eventId: "e9" });

    const { state, version: after } = await room.fill(40, { cache });

    assertEquals([state, after], [{ level: 70, marks: [10, 20, 40] }, 3]);
  });
}

test("a failed commit leaves no state behind", async () => {
  const cache = stateCache<Jar>({ size: 10 });
  const room = await given([10], { cache });
  const lost = () => Promise.reject(new StoreUnavailable("no disk"));
  const ports = { ...room.ports, store: { ...room.store, commit: lost } };

  await assertRejects(
    () => handle(ports, jar, { stream: "jar", command: 5, codec, cache }),
    StoreUnavailable,
  );

  assertEquals(cache.get("jar"), undefined);
  assertEquals((await room.fill(5, { cache })).state.level, 15);
});

test("a repeated command is answered as it was, and leaves the cache alone", async () => {
  const cache = stateCache<Jar>({ size: 10 });
  const room = jarRoom();
  const first = await room.fill(10, { cache, snapshots, commandId: "c1" });
  for (const by of [1, 2, 3, 4]) await room.fill(by, { cache, snapshots });

  const again = await room.fill(10, { cache, snapshots, commandId: "c1" });

  assertEquals(again, { ...first, repeated: true });
  assertEquals(cache.get("jar")?.version, 5);
});

test("what a repeated command decided this time is not kept", async () => {
  const cache = stateCache<Jar>({ size: 10 });
  const room = await given([10], { commandId: "c1" });
  // The receipt and the stream are seen as they were before the command came the first time.
  let [receipts, reads] = [0, 0];
  const store: Store = {
    ...room.store,
    receipt: (id) => receipts++ < 2 ? Promise.resolve(undefined) : room.store.receipt(id),
    readStream: (stream, range) =>
      reads++ === 0 ? Promise.resolve([]) : room.store.readStream(stream, range),
  };

  const repeated = await handle({ ...room.ports, store }, jar, {
    stream: "jar",
    command: 20,
    codec,
    cache,
    commandId: "c1",
  });

  assertEquals([repeated.repeated, repeated.state.level], [true, 10]);
  assertEquals((await room.fill(5, { cache })).state.level, 15);
});

test("what was cached cannot be changed through what was answered", async () => {
  const cache = stateCache<Jar>({ size: 10 });
  const room = jarRoom();
  const { state } = await room.fill(10, { cache });

  assertThrows(() => (state.marks as number[]).push(7), TypeError);
  assertThrows(() => Object.assign(state, { level: 0 }), TypeError);

  assertEquals((await room.fill(10, { cache })).state, { level: 20, marks: [10, 10] });
});

test("what was frozen on its surface only is kept frozen to the ground", () => {
  const cache = stateCache<Jar>({ size: 10 });
  cache.set("jar", { state: Object.freeze({ level: 1, marks: [1] }), version: 1, eventId: "e1" });

  assertThrows(() => (cache.get("jar")?.state.marks as number[]).push(7), TypeError);
});

test("commands that race on one cached state lose nothing", async () => {
  const cache = stateCache<Jar>({ size: 10 });
  const room = await given([10], { cache });

  const all = await Promise.allSettled(
    Array.from({ length: 15 }, () => room.fill(10, { cache, snapshots })),
  );

  assertEquals(all.filter(({ status }) => status === "fulfilled").length, 9);
  for (const one of all) {
    assert(one.status === "fulfilled" || one.reason instanceof Overflow);
  }
  assertEquals((await room.store.readStream("jar")).length, 10);
});

test("a conflict that persists is let out", async () => {
  const cache = stateCache<Jar>({ size: 10 });
  const room = await given([10], { cache });
  const commit: Store["commit"] = async (changes) => {
    await room.store.commit({
      appends: [{
        stream: "jar",
        expect: "any",
        events: [{ type: "Filled", data: { by: 1 } }],
      }],
    });
    return await room.store.commit(changes);
  };
  const ports = { ...room.ports, store: { ...room.store, commit } };

  await assertRejects(
    () => handle(ports, jar, { stream: "jar", command: 5, codec, cache, attempts: 2 }),
    VersionConflict,
  );
});

test("stateCache forgets what was not set for longest", () => {
  const cache: StateCache<number> = stateCache({ size: 2 });
  const entry = { state: 1, version: 1, eventId: "e1" };
  cache.set("a", entry);
  cache.set("b", entry);
  cache.set("a", entry);
  cache.set("c", entry);

  assertEquals([cache.get("a"), cache.get("b"), cache.get("c")], [entry, undefined, entry]);
});

test("stateCache keeps the later of two states", () => {
  const cache: StateCache<number> = stateCache({ size: 2 });
  cache.set("a", { state: 5, version: 5, eventId: "e5" });
  cache.set("a", { state: 4, version: 4, eventId: "e4" });

  assertEquals(cache.get("a")?.version, 5);
});

type Wrong = { readonly version: number; readonly [key: string]: Json };

async function given(levels: readonly number[], options: Options = {}) {
  const room = jarRoom();
  for (const by of levels) await room.fill(by, options);
  return room;
}

function jarRoom() {
  const clock = memoryClock();
  const inner = memoryStore({ clock, newId: sequentialIds("e") });
  const reads: number[] = [];
  let commits = 0;
  const store: Store = {
    ...inner,
    readStream: (stream, range) => {
      reads.push(range?.after ?? 0);
      return inner.readStream(stream, range);
    },
    commit: (changes) => {
      commits++;
      return inner.commit(changes);
    },
  };
  const ports = { store, clock, random: seededRandom(1) };
  return {
    ports,
    store,
    reads,
    commits: () => commits,
    fill: (by: number, options: Options = {}) =>
      handle(ports, jar, { stream: "jar", command: by, codec, ...options }),
  };
}
