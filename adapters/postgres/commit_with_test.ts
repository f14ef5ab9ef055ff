import { assertEquals, assertRejects } from "@std/assert";
import type postgres from "postgres";
import {
  CommitIdReused,
  OutcomeUnknown,
  StoreUnavailable,
  VersionConflict,
} from "../../application/store/errors.ts";
import { postgresStore } from "./mod.ts";
import { lamp, lit } from "./testdata/commits.ts";
import { type TestPlace, testPlace } from "./testdata/place.ts";
import { startProxy } from "./testdata/proxy.ts";
import { withPostgres } from "./testdata/server.ts";
import { systemPorts } from "../testdata/system_ports.ts";

/** Makes a table of the caller's own beside the store, and what works on it. */
async function ownTable({ sql, schema }: TestPlace) {
  await sql.unsafe(`
    CREATE SCHEMA IF NOT EXISTS "${schema}";
    CREATE TABLE "${schema}".bills (id int PRIMARY KEY DEFERRABLE INITIALLY DEFERRED)`);
  return {
    bill: (id: number) => (own: postgres.TransactionSql) =>
      own.unsafe(`INSERT INTO "${schema}".bills VALUES (${id})`),
    bills: async () => (await sql.unsafe(`SELECT id FROM "${schema}".bills ORDER BY id`)).length,
  };
}

await withPostgres("commitWith on PostgreSQL", (url) => {
  Deno.test("commitWith does the caller's SQL and the commit, both or neither", async () => {
    await using place = testPlace(url);
    const { bill, bills } = await ownTable(place);
    await using store = await place.open();

    const committed = await store.commitWith({ ...lit("hall", "none"), outcome: 1 }, bill(1));
    await assertRejects(() => store.commitWith(lit("hall", "none"), bill(2)), VersionConflict);
    await assertRejects(
      () => store.commitWith(lit("attic"), () => Promise.reject(new RangeError("no bill"))),
      RangeError,
    );
    const broken = await assertRejects(() => store.commitWith(lit("attic"), bill(1)), Error);

    assertEquals([committed.streamVersions, committed.outcome], [[1], 1]);
    assertEquals((broken as { readonly code?: unknown }).code, "23505");
    assertEquals(await bills(), 1);
    assertEquals(await store.readStream("attic"), []);
    assertEquals((await store.readLog({ after: 0, limit: 9 })).events, committed.events);
  });

  Deno.test("commitWith holds up no commit while the caller's SQL takes its time", async () => {
    await using place = testPlace(url);
    const { bill, bills } = await ownTable(place);
    await using store = await place.open();

    const { position } = await store.commitWith(lit("hall"), async (sql) => {
      await bill(1)(sql);
      assertEquals((await store.commit(lit("attic"))).position, 1);
    });

    assertEquals([position, await bills()], [2, 1]);
  });

  Deno.test("commitWith wakes who waits", async () => {
    await using place = testPlace(url);
    const { bill } = await ownTable(place);
    await using store = await place.open();
    await using other = await place.open();
    const { signal } = new AbortController();

    const woken = Promise.all([store.changed(0, signal), other.changed(0, signal)]);
    await store.commitWith(lit("hall"), bill(1));

    await woken;
  });

  Deno.test("commitWith answers a commit id that was there from its receipt, without the SQL", async () => {
    await using place = testPlace(url);
    const { bill, bills } = await ownTable(place);
    await using store = await place.open();
    const changes = { ...lit("hall", "none"), id: "bill the hall" };

    const first = await store.commitWith(changes, bill(1));
    const again = await store.commitWith(changes, bill(2));
    await assertRejects(
      () => store.commitWith({ ...lit("attic"), id: changes.id }, bill(3)),
      CommitIdReused,
    );

    assertEquals([first.repeated, again.repeated], [false, true]);
    assertEquals(again.events, first.events);
    assertEquals(await bills(), 1);
  });

  Deno.test("two commitWith of one id at once have one effect, and one SQL is undone", async () => {
    await using place = testPlace(url);
    const { bill, bills } = await ownTable(place);
    await using store = await place.open();
    const changes = { ...lit("hall", "none"), ...lamp("hall"), id: "bill the hall" };
    const both = Promise.withResolvers<void>();
    let working = 0;
    const together = (id: number) => async (sql: postgres.TransactionSql) => {
      await bill(id)(sql);
      if (++working === 2) both.resolve();
      await both.promise;
    };

    const committed = await Promise.all([
      store.commitWith(changes, together(1)),
      store.commitWith(changes, together(2)),
    ]);

    assertEquals(committed.map(({ repeated }) => repeated).sort(), [false, true]);
    assertEquals(committed[0].events, committed[1].events);
    assertEquals(await bills(), 1);
  });

  Deno.test("a connection that is lost while the caller's SQL waits ends nothing but the commit", async () => {
    await using place = testPlace(url);
    const { bill, bills } = await ownTable(place);
    await using store = await place.open();
    const swallow = async (sql: postgres.TransactionSql) => {
      await bill(2)(sql).catch(() => {});
    };

    for (const goOn of [bill(1), swallow, () => Promise.resolve()]) {
      const lost = store.commitWith(lit("hall"), async (sql) => {
        const [row] = await sql`SELECT pg_backend_pid() AS pid`;
        await place.sql`SELECT pg_terminate_backend(${row?.pid})`;
        await systemPorts.clock.sleep(50);
        await goOn(sql);
      });
      await assertRejects(() => lost, StoreUnavailable);
    }

    assertEquals([await store.head(), await bills()], [0, 0]);
    assertEquals((await store.commitWith(lit("hall"), bill(3))).position, 1);
  });

  Deno.test("commitWith over a connection that is lost says what became of it", async () => {
    await using place = testPlace(url);
    const { bill, bills } = await ownTable(place);
    await using direct = await place.open();
    await using proxy = await startProxy(url);
    const near = testPlace(proxy.url, { max: 1, backoff: () => 0.01, connect_timeout: 1 });
    const store = await postgresStore(near.sql, systemPorts, {
      schema: place.schema,
      deadline: 1000,
    });
    await store.commitWith(lit("warm"), bill(1));

    const lostEarly = await assertRejects(() =>
      store.commitWith(lit("hall"), async (sql) => {
        proxy.cutNextRequest();
        await bill(2)(sql);
      }), StoreUnavailable);
    assertEquals([await direct.head(), await bills()], [1, 1]);

    // The first COMMIT of a connection is sent in words, and its answer reaches nobody.
    const lostLate = store.commitWith(lit("hall"), async (sql) => {
      await bill(4)(sql);
      proxy.cutAnswerTo("commit\0");
    });
    assertEquals((await lostLate).position, await direct.head());
    assertEquals([proxy.cuts(), await direct.head(), await bills()], [2, 2, 2]);

    proxy.cutNextRequest();
    assertEquals(await store.head(), 2);
    const unknown = await assertRejects(
      () =>
        store.commitWith({ ...lit("hall"), id: "the last" }, async (sql) => {
          await bill(6)(sql);
          proxy.stayDown();
          proxy.cutAnswerTo("commit\0");
        }),
      OutcomeUnknown,
    );
    proxy.recover();

    assertEquals(lostEarly.cause instanceof Error, true);
    assertEquals((await direct.receipt(unknown.id))?.position, await direct.head());
    assertEquals([proxy.cuts(), await bills()], [4, 3]);
    await store[Symbol.asyncDispose]();
    await near.sql.end({ timeout: 1 });
  });
});
