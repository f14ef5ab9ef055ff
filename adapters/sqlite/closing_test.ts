import { assert, assertEquals, assertRejects } from "@std/assert";
import { DatabaseSync } from "node:sqlite";
import { StoreClosed } from "../../application/store/errors.ts";
import { memoryClock } from "../memory/mod.ts";
import { sqliteStore } from "./mod.ts";
import { lit, settle } from "./testdata/commits.ts";
import { systemPorts } from "../testdata/system_ports.ts";
import { temporaryFile } from "./testdata/temporary_file.ts";

Deno.test("closing waits no longer for another process than a commit does", async () => {
  await using file = await temporaryFile();
  const store = await sqliteStore(file.path, systemPorts, { busyTimeout: 50 });
  using other = new DatabaseSync(file.path);
  other.exec("BEGIN IMMEDIATE");

  const commit = settle([store.commit(lit("a"))]);
  await store[Symbol.asyncDispose]();

  assert(["StoreClosed", "StoreUnavailable"].includes((await commit)[0] ?? ""));
  await assertRejects(() => store.head(), StoreClosed);
});

Deno.test("closing lets no more commits through than its time allows", async () => {
  using database = new DatabaseSync(":memory:");
  const clock = memoryClock();
  const store = await sqliteStore(database, { ...systemPorts, clock }, { groupSize: 1 });

  const commits = settle(Array.from({ length: 100 }, () => store.commit(lit("a"))));
  const closing = store[Symbol.asyncDispose]();
  clock.advance(10_000);
  await closing;

  const closed = (await commits).filter((outcome) => outcome === "StoreClosed").length;
  const stored = database.prepare("SELECT count(*) AS events FROM events").get()?.events;
  assert(closed > 0);
  assertEquals(stored, 100 - closed);
});

Deno.test("closing wakes who waits, also when the connection stays open", async () => {
  using database = new DatabaseSync(":memory:");
  const store = await sqliteStore(database, systemPorts);

  const waiting = settle([store.changed(0, new AbortController().signal)]);
  await systemPorts.clock.sleep(1);
  await store[Symbol.asyncDispose]();

  assertEquals(await waiting, ["StoreClosed"]);
});
