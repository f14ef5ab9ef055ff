import { assert, assertEquals, assertRejects } from "@std/assert";
import { SchemaTooNew, StoreUnavailable } from "../../application/store/errors.ts";
import type { Store } from "../../application/store/store.ts";
import { type PostgresClient, postgresStore } from "./mod.ts";
import { lamp, lit } from "./testdata/commits.ts";
import { testPlace } from "./testdata/place.ts";
import { withPostgres } from "./testdata/server.ts";
import { systemPorts } from "../testdata/system_ports.ts";
import { withWarnings } from "./testdata/warnings.ts";

/** Gives a client on which some statement answers something else. */
function answering(
  client: PostgresClient,
  to: string,
  rows: readonly (readonly unknown[])[],
): PostgresClient {
  return {
    ...client,
    unsafe: (statement, ...rest) =>
      statement.includes(to)
        ? { values: () => Promise.resolve(rows) }
        : client.unsafe(statement, ...rest),
  };
}

/** Settings of a session that a user, a database or a role may have. */
const settings = (values: Readonly<Record<string, string>>) => ({ connection: values as never });

async function appendAll(stores: readonly Store[], each: number): Promise<void> {
  await Promise.all(
    stores.flatMap((store) => Array.from({ length: each }, () => store.commit(lit("hall")))),
  );
}

await withPostgres("the settings of a PostgreSQL server", (url) => {
  Deno.test("under a default of REPEATABLE READ commits are judged by what is newest", async () => {
    const repeatable = settings({ default_transaction_isolation: "repeatable read" });
    await using place = testPlace(url, repeatable);
    await using other = testPlace(url, repeatable);
    const { ports, warnings } = withWarnings();
    const { schema } = place;
    await using one = await postgresStore(place.sql, ports, { schema, groupSize: 1 });
    await using two = await postgresStore(other.sql, systemPorts, { schema, groupSize: 1 });

    await appendAll([one, two], 50);

    const { events } = await one.readLog({ after: 0, limit: 200 });
    assertEquals(
      events.map(({ position }) => position),
      Array.from({ length: 100 }, (_, n) => n + 1),
    );
    assertEquals(warnings.filter((warning) => warning.includes("READ COMMITTED")).length, 1);
  });

  Deno.test("a server that is a replica is refused", async () => {
    await using place = testPlace(url);
    const replica = answering(place.sql, "pg_is_in_recovery", [["true", "on", "on", "on"]]);

    await assertRejects(() => postgresStore(replica, systemPorts), StoreUnavailable, "replica");
  });

  Deno.test("settings that a commit's durability does not survive are warned of", async () => {
    await using place = testPlace(url, settings({ synchronous_commit: "off" }));
    const { ports, warnings } = withWarnings();
    const careless = answering(place.sql, "pg_is_in_recovery", [["false", "on", "off", "off"]]);

    await using _one = await postgresStore(place.sql, ports, { schema: place.schema });
    await using _two = await postgresStore(careless, ports, { schema: place.schema });

    assertEquals(warnings.map((warning) => warning.split(" ")[0]), [
      "synchronous_commit",
      "fsync",
      "full_page_writes",
    ]);
  });

  Deno.test("without prepared statements everything works", async () => {
    await using place = testPlace(url, { prepare: false });
    await using store = await place.open();

    await store.commit({ ...lit("hall", "none"), ...lamp("hall"), id: "one", outcome: "lit" });
    const again = await store.commit({
      ...lit("hall", "none"),
      ...lamp("hall"),
      id: "one",
      outcome: "lit",
    });

    assertEquals([again.repeated, again.outcome], [true, "lit"]);
    assertEquals((await store.getBy("lamps", "room", "hall"))?.id, "hall");
    assertEquals((await store.readLog({ after: 0, limit: 9, types: ["Lit"] })).events.length, 1);
  });

  Deno.test("a statement_timeout of the user's is a typed error, and nothing is written", async () => {
    await using place = testPlace(url, settings({ statement_timeout: "1000" }));
    await using store = await place.open();
    await using other = testPlace(url);
    await store.commit(lit("hall"));

    await other.sql.begin(async (sql) => {
      await sql`SELECT pg_advisory_xact_lock(hashtextextended(${`portico:${place.schema}`}, 0))`;
      const group = ["attic", "cellar"].map((room) =>
        assertRejects(() => store.commit(lit(room)), StoreUnavailable, "refused")
      );
      await Promise.all(group);
    });

    assertEquals(await store.head(), 1);
    assertEquals((await store.commit(lit("attic"))).position, 2);
  });

  Deno.test("a commit waits for whoever holds the lock, and not for ever", async () => {
    await using place = testPlace(url);
    await using store = await place.open({ deadline: 300 });
    await using other = testPlace(url);
    await store.commit(lit("hall"));

    await other.sql.begin(async (sql) => {
      await sql`SELECT pg_advisory_xact_lock(hashtextextended(${`portico:${place.schema}`}, 0))`;
      const error = await assertRejects(() => store.commit(lit("attic")), StoreUnavailable);
      assert(error.cause instanceof Error);
      assertEquals(await store.head(), 1);
    });

    assertEquals(await store.readStream("attic"), []);
  });

  Deno.test("a schema of a newer version is refused and left as it is", async () => {
    await using place = testPlace(url);
    await (await place.open())[Symbol.asyncDispose]();
    await place.sql.unsafe(`UPDATE "${place.schema}".schema_version SET version = 1000`);

    const error = await assertRejects(() => place.open(), SchemaTooNew);

    assertEquals([error.found, error.known], [1000, 1]);
  });

  Deno.test("a schema that cannot be named so is refused", async () => {
    await using place = testPlace(url);
    for (const schema of ["", "a b", 'a"b', "$$", "1st", "x".repeat(49)]) {
      await assertRejects(() => place.open({ schema }), StoreUnavailable, "schema");
    }
  });

  Deno.test("two schemas of one database are two stores", async () => {
    await using place = testPlace(url);
    await using other = testPlace(url);
    await using one = await place.open();
    await using two = await place.open({ schema: other.schema });

    await one.commit(lit("hall"));

    assertEquals([await one.head(), await two.head()], [1, 0]);
  });

  Deno.test("old receipts are forgotten, and taken away along with commits", async () => {
    await using place = testPlace(url);
    await using store = await place.open({ keepReceipts: 50 });
    await using later = await place.open({ keepReceipts: 50 });
    for (let id = 0; id < 5; id++) await store.commit({ id: `${id}` });
    await systemPorts.clock.sleep(60);

    assertEquals(await store.receipt("0"), undefined);
    assertEquals((await later.commit({ id: "0" })).repeated, false);
    const kept = async () =>
      (await place.sql.unsafe(`SELECT id FROM "${place.schema}".receipts`)).map(({ id }) => id);
    while ((await kept()).length > 1) await systemPorts.clock.sleep(10);

    assertEquals(await kept(), ["0"]);
  });
});
