import { assertEquals, assertThrows } from "@std/assert";
import { DatabaseSync } from "node:sqlite";
import { SchemaTooNew, StoreUnavailable } from "../../application/store/errors.ts";
import { migrate, schemaVersion } from "./schema.ts";

const lamps = "CREATE TABLE lamps (id)";
const rooms = "CREATE TABLE rooms (id)";

function tables(database: DatabaseSync): readonly unknown[] {
  return database.prepare("SELECT name FROM sqlite_schema").all().map(({ name }) => name);
}

Deno.test("migrate takes each step once, in order, however old the database is", () => {
  using database = new DatabaseSync(":memory:");

  migrate(database, [lamps]);
  migrate(database, [lamps]);
  migrate(database, [lamps, rooms]);

  assertEquals(tables(database), ["lamps", "rooms"]);
  assertEquals(schemaVersion(database, 2), 2);
});

Deno.test("migrate takes all steps or none", () => {
  using database = new DatabaseSync(":memory:");

  assertThrows(() => migrate(database, [lamps, "CREATE TABLE lamps (id)"]));

  assertEquals(tables(database), []);
  migrate(database, [lamps]);
  assertEquals(schemaVersion(database, 1), 1);
});

Deno.test("migrate refuses newer databases and those of others", () => {
  using newer = new DatabaseSync(":memory:");
  using others = new DatabaseSync(":memory:");

  migrate(newer, [lamps, rooms]);
  others.exec("PRAGMA application_id = 7");

  assertThrows(() => migrate(newer, [lamps]), SchemaTooNew);
  assertThrows(() => migrate(others, [lamps]), StoreUnavailable);
});
