/** Schemas that go away with their test. */

import postgres from "postgres";
import { type PostgresStore, postgresStore, type PostgresStoreOptions } from "../mod.ts";
import { systemPorts } from "../../testdata/system_ports.ts";

/** A schema of its own, and a client that it shares. */
export interface TestPlace extends AsyncDisposable {
  readonly url: string;
  readonly schema: string;
  readonly sql: postgres.Sql;
  readonly open: (
    options?: PostgresStoreOptions,
  ) => Promise<PostgresStore<postgres.TransactionSql>>;
}

/** Names the schema, which the first store makes, and connects. */
export function testPlace(
  url: string,
  options: postgres.Options<Record<string, never>> = {},
): TestPlace {
  const schema = `test_${crypto.randomUUID().replaceAll("-", "")}`;
  const sql = postgres(url, { max: 4, fetch_types: false, onnotice: () => {}, ...options });
  const place: TestPlace = {
    url,
    schema,
    sql,
    open: (options) => postgresStore(sql, systemPorts, { schema, ...options }),
    [Symbol.asyncDispose]: async () => {
      await sql.unsafe(`DROP SCHEMA IF EXISTS "${schema}" CASCADE`);
      await sql.end({ timeout: 1 });
    },
  };
  return place;
}
