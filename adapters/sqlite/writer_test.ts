import { assert, assertEquals, assertRejects } from "@std/assert";
import { DatabaseSync } from "node:sqlite";
import { StoreUnavailable, VersionConflict } from "../../application/store/errors.ts";
import type { Changes } from "../../application/store/store.ts";
import { memoryClock } from "../memory/mod.ts";
import { sqliteStore } from "./mod.ts";
import { lit, settle } from "./testdata/commits.ts";
import { failingDatabase } from "./testdata/failing_database.ts";
import { systemPorts } from "../testdata/system_ports.ts";
import { temporaryFile } from "./testdata/temporary_file.ts";

Deno.test("commits that come together share a transaction, up to the size of a group", async () => {
  using failing = failingDatabase();
  // On a clock that stands no transaction takes too long.
  const ports = { ...systemPorts, clock: memoryClock() };
  await using store = await sqliteStore(failing.database, ports, { groupSize: 10 });

  const commits = Array.from({ length: 25 }, (_, at) => lit(`room ${at % 24}`, "none"));
  const settled = await settle(commits.map(store.commit));

  // The last one begins a stream that is there: it fails, and its group does not.
  assertEquals(settled, [...Array(24).fill("done"), "VersionConflict"]);
  assertEquals(failing.calls.filter((sql) => sql === "COMMIT").length, 3);
});

Deno.test("when the database fails under a group, each commit is tried alone", async () => {
  using failing = failingDatabase();
  await using store = await sqliteStore(failing.database, systemPorts);
  failing.failWhen((sql, values) => sql.includes("INTO events") && values.includes(`{"room":"c"}`));

  const settled = await settle(["a", "b", "c", "d"].map((room) => store.commit(lit(room))));

  assertEquals(settled, ["done", "done", "StoreUnavailable", "done"]);
  assertEquals(
    (await store.readLog({ after: 0, limit: 9 })).events.map(({ stream }) => stream),
    ["a", "b", "d"],
  );
});

Deno.test("a group that cannot be made durable is written by nobody", async () => {
  using failing = failingDatabase();
  await using store = await sqliteStore(failing.database, systemPorts);
  failing.failWhen((sql) => sql === "COMMIT");

  const settled = await settle([store.commit(lit("a")), store.commit(lit("b"))]);
  failing.failWhen(() => false);

  assertEquals(settled, ["StoreUnavailable", "StoreUnavailable"]);
  assertEquals(await store.head(), 0);
  assertEquals((await store.commit(lit("c"))).position, 1);
});

Deno.test("what a group that failed had learned is forgotten", async () => {
  using failing = failingDatabase();
  await using store = await sqliteStore(failing.database, systemPorts);
  const put = (id: string): Changes => ({
    puts: [{ collection: "lamps", id, expect: "none", value: {}, unique: { room: id } }],
  });
  failing.failWhen((sql) => sql === "COMMIT");

  await settle([store.commit(put("a")), store.commit(lit("a"))]);
  failing.failWhen(() => false);
  const { documentVersions } = await store.commit(put("a"));
  const { events } = await store.commit(lit("a"));

  assertEquals(documentVersions, [1]);
  assertEquals(events.map(({ version, position }) => [version, position]), [[1, 1]]);
});

Deno.test("a full disk refuses what does not fit, and takes what does", async () => {
  using database = new DatabaseSync(":memory:");
  await using store = await sqliteStore(database, systemPorts);
  database.exec("PRAGMA max_page_count = 60");
  const large = (id: string): Changes => ({
    puts: [{ collection: "books", id, expect: "any", value: "x".repeat(500_000) }],
  });

  const settled = await settle([
    store.commit(lit("a")),
    store.commit(large("b")),
    store.commit(lit("c")),
  ]);

  assertEquals(settled, ["done", "StoreUnavailable", "done"]);
  assertEquals(await store.get("books", "b"), undefined);
  assertEquals(await store.head(), 2);
});

Deno.test("a commit waits for another process, and not for ever", async () => {
  await using file = await temporaryFile();
  await using store = await sqliteStore(file.path, systemPorts, { busyTimeout: 100 });
  using other = new DatabaseSync(file.path);
  other.exec("BEGIN IMMEDIATE");

  const error = await assertRejects(() => store.commit(lit("a")), StoreUnavailable, "another");
  const waiting = store.commit(lit("b"));
  other.exec("ROLLBACK");

  assert(error.cause instanceof Error);
  assertEquals((await waiting).position, 1);
  assertEquals(await store.readStream("a"), []);
});

Deno.test("while another process holds the lock, reads are answered and nothing stands still", async () => {
  await using file = await temporaryFile();
  await using store = await sqliteStore(file.path, systemPorts);
  using other = new DatabaseSync(file.path);
  other.exec("BEGIN IMMEDIATE");
  const commit = settle([store.commit(lit("a"))]);
  let longest = 0;

  for (let last = performance.now(), end = last + 800; last < end;) {
    await new Promise((resolve) => setTimeout(resolve, 1));
    const now = performance.now();
    longest = Math.max(longest, now - last);
    last = now;
  }

  assertEquals(await store.head(), 0);
  assert(longest < 400, `the event loop stood still for ${longest} ms`);
  other.exec("ROLLBACK");
  assertEquals(await commit, ["done"]);
});

Deno.test("a clock that is put back does not put the log back", async () => {
  await using file = await temporaryFile();
  let now = Date.UTC(2026, 0, 1);
  const ports = { ...systemPorts, clock: { ...systemPorts.clock, now: () => now } };
  const recordedAt = async () => {
    await using store = await sqliteStore(file.path, ports);
    const first = await store.commit(lit("a"));
    now -= 1000;
    const second = await store.commit(lit("a"));
    return [...first.events, ...second.events].map((event) => event.recordedAt);
  };

  const times = [...await recordedAt(), ...await recordedAt()];

  assertEquals(new Set(times), new Set(["2026-01-01T00:00:00.000Z"]));
});

Deno.test("a driver's error on a read is a typed one that keeps it", async () => {
  using failing = failingDatabase();
  await using store = await sqliteStore(failing.database, systemPorts);
  failing.failWhen((sql) => sql.includes("SELECT"));

  const reads = [
    store.head(),
    store.get("lamps", "a"),
    store.readLog({ after: 0, limit: 1, types: ["Lit"] }),
    store.find({ collection: "lamps", limit: 1 }),
    store.changed(0, new AbortController().signal),
  ];
  const settled = await settle(reads);

  assertEquals(settled, reads.map(() => "StoreUnavailable"));
});

Deno.test("another connection's commits are seen before the next one is judged", async () => {
  await using file = await temporaryFile();
  await using one = await sqliteStore(file.path, systemPorts);
  await using two = await sqliteStore(file.path, systemPorts);
  const second: Changes = {
    appends: [{ stream: "a", expect: 1, events: [{ type: "Lit", data: {} }] }],
  };

  await one.commit(lit("a"));
  await two.commit(second);

  await assertRejects(() => one.commit(second), VersionConflict);
  assertEquals((await one.commit(lit("a"))).streamVersions, [3]);
});

Deno.test("old receipts are forgotten, and taken away a few at a time", async () => {
  using database = new DatabaseSync(":memory:");
  const clock = memoryClock();
  await using store = await sqliteStore(database, { ...systemPorts, clock }, {
    keepReceipts: 1000,
  });
  const kept = () => database.prepare("SELECT count(*) AS rows FROM receipts").get()?.rows;
  for (let id = 0; id < 300; id++) await store.commit({ id: `${id}` });

  clock.advance(60_001);
  assertEquals(await store.receipt("0"), undefined);
  await store.commit({ id: "new" });
  assertEquals(kept(), 45);
  assertEquals((await store.commit({ id: "299" })).repeated, false);

  assertEquals(kept(), 2);
  assertEquals((await store.commit({ id: "299" })).repeated, true);
});
