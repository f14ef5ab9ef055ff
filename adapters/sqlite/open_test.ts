import { assertEquals, assertRejects, assertStrictEquals } from "@std/assert";
import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { SchemaTooNew, StoreUnavailable } from "../../application/store/errors.ts";
import type { Changes } from "../../application/store/store.ts";
import { sqliteStore } from "./mod.ts";
import { systemPorts } from "../testdata/system_ports.ts";
import { temporaryFile } from "./testdata/temporary_file.ts";

const lit: Changes = {
  appends: [{ stream: "lamp", expect: "any", events: [{ type: "Lit", data: {} }] }],
};

Deno.test("sqliteStore makes the folders of its file", async () => {
  await using file = await temporaryFile();
  const path = join(file.folder, "a", "b", "store.db");

  await using store = await sqliteStore(path, systemPorts);

  assertEquals(await store.head(), 0);
});

Deno.test("sqliteStore flushes every commit unless told otherwise, and never waits inside", async () => {
  await using file = await temporaryFile();

  for (const [options, level] of [[{}, 2], [{ synchronous: "NORMAL" }, 1]] as const) {
    using database = new DatabaseSync(file.path, { timeout: 5000 });
    await using _store = await sqliteStore(database, systemPorts, options);

    assertEquals(database.prepare("PRAGMA synchronous").get()?.synchronous, level);
    assertEquals(database.prepare("PRAGMA journal_mode").get()?.journal_mode, "wal");
    assertEquals(database.prepare("PRAGMA busy_timeout").get()?.timeout, 0);
  }
});

Deno.test("sqliteStore leaves the caller's connection open, for a later store too", async () => {
  await using file = await temporaryFile();
  using database = new DatabaseSync(file.path);

  const first = await sqliteStore(database, systemPorts);
  await first.commit(lit);
  await first[Symbol.asyncDispose]();
  await using second = await sqliteStore(database, systemPorts);

  assertEquals(database.prepare("SELECT count(*) AS events FROM events").get()?.events, 1);
  assertEquals(await second.head(), 1);
});

Deno.test("sqliteStore closes the connection that it opened, and leaves one file", async () => {
  await using file = await temporaryFile();

  const store = await sqliteStore(file.path, systemPorts);
  await store.commit(lit);
  await store[Symbol.asyncDispose]();

  assertEquals(await readdir(file.folder), ["store.db"]);
});

Deno.test("sqliteStore refuses a connection that another store has", async () => {
  using database = new DatabaseSync(":memory:");
  await using _store = await sqliteStore(database, systemPorts);

  await assertRejects(() => sqliteStore(database, systemPorts), StoreUnavailable, "another store");
});

Deno.test("sqliteStore refuses a file of a newer version and leaves it as it is", async () => {
  await using file = await temporaryFile();
  await (await sqliteStore(file.path, systemPorts))[Symbol.asyncDispose]();
  using database = new DatabaseSync(file.path);
  database.exec("PRAGMA user_version = 1000");

  const error = await assertRejects(() => sqliteStore(file.path, systemPorts), SchemaTooNew);

  assertEquals([error.found, error.known], [1000, 1]);
  assertEquals(database.prepare("PRAGMA user_version").get()?.user_version, 1000);
});

Deno.test("sqliteStore refuses somebody else's database and leaves it as it is", async () => {
  await using file = await temporaryFile();
  const others = new DatabaseSync(file.path);
  others.exec("CREATE TABLE lamps (id)");
  others.close();

  await assertRejects(() => sqliteStore(file.path, systemPorts), StoreUnavailable, "else");

  using database = new DatabaseSync(file.path);
  assertEquals(database.prepare("PRAGMA journal_mode").get()?.journal_mode, "delete");
  assertEquals(database.prepare("SELECT count(*) AS tables FROM sqlite_schema").get()?.tables, 1);
});

Deno.test("sqliteStore says what cannot be opened, and keeps the driver's error", async () => {
  await using file = await temporaryFile();
  const garbage = join(file.folder, "garbage.db");
  await Deno.writeTextFile(garbage, "no database at all ".repeat(1000));

  for (const path of [file.folder, garbage, join(garbage, "below.db")]) {
    const error = await assertRejects(() => sqliteStore(path, systemPorts), StoreUnavailable);
    assertStrictEquals(error.cause instanceof Error, true, path);
  }
});

Deno.test("sqliteStore waits for who holds a new file, and not for ever", async () => {
  await using file = await temporaryFile();
  using database = new DatabaseSync(file.path);
  database.exec("BEGIN EXCLUSIVE");

  const opening = sqliteStore(file.path, systemPorts);
  await assertRejects(
    () => sqliteStore(file.path, systemPorts, { busyTimeout: 50 }),
    StoreUnavailable,
    "another process",
  );
  database.exec("ROLLBACK");

  await using store = await opening;
  assertEquals((await store.commit(lit)).position, 1);
});

Deno.test("sqliteStore reads from a connection that cannot write, and refuses commits", async () => {
  await using file = await temporaryFile();
  await using writer = await sqliteStore(file.path, systemPorts);
  await writer.commit(lit);
  using database = new DatabaseSync(file.path, { readOnly: true });

  await using reader = await sqliteStore(database, systemPorts);

  assertEquals(await reader.head(), 1);
  await assertRejects(() => reader.commit(lit), StoreUnavailable);
});
