import { assertEquals } from "@std/assert";
import type postgres from "postgres";
import { type PostgresClient, postgresStore } from "./mod.ts";
import { lit } from "./testdata/commits.ts";
import { testPlace } from "./testdata/place.ts";
import { withPostgres } from "./testdata/server.ts";
import { systemPorts } from "../testdata/system_ports.ts";
import { withWarnings } from "./testdata/warnings.ts";

/** Gives a client as it is behind a pooler: LISTEN succeeds, and nothing is ever heard. */
function deaf(client: PostgresClient): PostgresClient {
  return {
    ...client,
    unsafe: client.unsafe,
    begin: client.begin,
    listen: (_channel, _onNotify, onListen) => {
      onListen?.();
      return Promise.resolve({ unlisten: () => Promise.resolve() });
    },
  };
}

async function terminateListeners(sql: postgres.Sql, name: string): Promise<number> {
  const terminated = await sql`
    SELECT pg_terminate_backend(pid) FROM pg_stat_activity
    WHERE application_name = ${name} AND query ILIKE 'listen%'`;
  return terminated.length;
}

await withPostgres("LISTEN on PostgreSQL", (url) => {
  Deno.test("where LISTEN stays silent, the log says so and commits of others wake all the same", async () => {
    await using place = testPlace(url);
    const { ports, warnings } = withWarnings();
    let looks = 0;
    const counting: PostgresClient = {
      ...deaf(place.sql),
      unsafe: (statement, ...rest) => {
        if (statement.includes("max(position)")) looks++;
        return place.sql.unsafe(statement, ...rest);
      },
    };
    await using store = await postgresStore(counting, ports, { schema: place.schema });
    await using other = await place.open();
    const { signal } = new AbortController();

    for (let head = 0; head < 3; head++) {
      const woken = store.changed(head, signal);
      await other.commit(lit("hall"));
      await woken;
    }
    while (warnings.length === 0) await ports.clock.sleep(10);

    assertEquals(warnings.map((warning) => warning.startsWith("LISTEN stays silent")), [true]);
    const abort = new AbortController();
    const waiting = store.changed(3, abort.signal);
    const before = looks;
    await ports.clock.sleep(1000);
    abort.abort();
    await waiting;
    // Every 50 ms; a store that hears looks once a second.
    assertEquals(looks - before > 4, true, `${looks - before} looks`);
  });

  Deno.test("a store that hears itself does not look at the log again and again", async () => {
    await using place = testPlace(url);
    const { ports, warnings } = withWarnings();
    let looks = 0;
    const client: PostgresClient = {
      ...place.sql,
      unsafe: (statement, ...rest) => {
        if (statement.includes("max(position)")) looks++;
        return place.sql.unsafe(statement, ...rest);
      },
    };
    await using store = await postgresStore(client, ports, {
      schema: place.schema,
      pollInterval: 1,
    });
    await using other = await place.open();
    const abort = new AbortController();

    const waiting = store.changed(1, abort.signal);
    await other.commit(lit("hall"));
    await ports.clock.sleep(300);
    const before = looks;
    await ports.clock.sleep(300);
    abort.abort();
    await waiting;

    assertEquals(warnings, []);
    // One look a second, in case that the connection was lost unseen.
    assertEquals(looks - before <= 1, true, `${looks - before} looks`);
  });

  Deno.test("commits while the listening connection was lost wake who waits", async () => {
    const name = `portico-${crypto.randomUUID()}`;
    await using place = testPlace(url, { connection: { application_name: name } });
    await using other = testPlace(url);
    await using store = await place.open();
    const { signal } = new AbortController();
    const woken = store.changed(1, signal);
    await store.commit(lit("hall"));

    while ((await terminateListeners(other.sql, name)) === 0) await systemPorts.clock.sleep(10);
    await using writer = await postgresStore(other.sql, withWarnings().ports, {
      schema: place.schema,
    });
    await writer.commit(lit("hall"));

    await woken;
    assertEquals(await store.head(), 2);
  });
});
