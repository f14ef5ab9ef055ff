/** The tables and functions of the store, and how those of older versions are brought up to date. */

import { SchemaTooNew, StoreUnavailable } from "../../application/store/errors.ts";
import { type PostgresSession, rowsOf } from "./client.ts";
import { createCommitFunction } from "./commit_function.ts";

/** Names that belong to one store within its database. */
export interface SchemaNames {
  readonly name: string;
  /** The name as it is written in statements. */
  readonly schema: string;
  /** Of the advisory lock under which commits and migrations take place, and of the channel. */
  readonly lock: string;
}

/**
 * Gives the names that belong to a schema.
 *
 * @throws {StoreUnavailable} when the schema cannot be named so
 */
export function schemaNames(name: string): SchemaNames {
  if (!/^[A-Za-z_][A-Za-z0-9_-]{0,47}$/.test(name)) {
    throw new StoreUnavailable(
      `Cannot open the store: the schema ${JSON.stringify(name)} is not 1 to 48 letters, ` +
        `digits, "_" and "-" that begin with a letter or "_"`,
    );
  }
  return { name, schema: `"${name}"`, lock: `portico:${name}` };
}

/** What leads from each schema version to the next. A step that was released never changes. */
export type SchemaSteps = readonly ((names: SchemaNames) => string)[];

/** The steps up to the version this software knows. */
export const SCHEMA_STEPS: SchemaSteps = [
  ({ schema, lock }) => `
CREATE TABLE ${schema}.events (
  position bigint PRIMARY KEY,
  stream text COLLATE "C" NOT NULL,
  version bigint NOT NULL,
  id text COLLATE "C" NOT NULL,
  type text COLLATE "C" NOT NULL,
  recorded_at bigint NOT NULL, -- milliseconds since 1970
  data text NOT NULL,
  metadata text NOT NULL,
  UNIQUE (stream, version)
);
CREATE TABLE ${schema}.documents (
  collection text COLLATE "C" NOT NULL,
  id text COLLATE "C" NOT NULL,
  version bigint NOT NULL,
  value text NOT NULL,
  keys text, -- [unique, index] as JSON, to find the rows below; NULL for none
  PRIMARY KEY (collection, id)
);
CREATE TABLE ${schema}.unique_keys (
  collection text COLLATE "C" NOT NULL,
  key text COLLATE "C" NOT NULL,
  value text COLLATE "C" NOT NULL,
  id text COLLATE "C" NOT NULL,
  PRIMARY KEY (collection, key, value)
);
CREATE TABLE ${schema}.index_entries (
  collection text COLLATE "C" NOT NULL,
  name text COLLATE "C" NOT NULL,
  entry text COLLATE "C" NOT NULL,
  id text COLLATE "C" NOT NULL,
  PRIMARY KEY (collection, name, entry, id)
);
CREATE TABLE ${schema}.receipts (
  id text COLLATE "C" PRIMARY KEY,
  recorded_at bigint NOT NULL,
  fingerprint text NOT NULL,
  position bigint NOT NULL,
  events bigint NOT NULL, -- the last so many up to position
  stream_versions bigint[] NOT NULL,
  document_versions bigint[] NOT NULL,
  outcome text
);
CREATE INDEX receipts_by_age ON ${schema}.receipts (recorded_at);
-- The last group of commits each sender sent: what is sent again finds its answer here.
CREATE TABLE ${schema}.senders (
  id text COLLATE "C" PRIMARY KEY,
  sending bigint NOT NULL,
  recorded_at bigint NOT NULL,
  shape text,
  answer text
) WITH (fillfactor = 20);
-- One row: how many commits put documents. Versions of documents come from it.
CREATE TABLE ${schema}.counter (count bigint NOT NULL);
INSERT INTO ${schema}.counter VALUES (0);
${createCommitFunction(schema, lock)}`,
];

/**
 * Brings a schema up to date, in the transaction of a session, under the lock of the commits.
 *
 * @throws {SchemaTooNew} when a newer version wrote it
 */
export async function migrate(
  session: PostgresSession,
  names: SchemaNames,
  steps: SchemaSteps = SCHEMA_STEPS,
): Promise<void> {
  const { schema, lock } = names;
  const run = (statement: string) => rowsOf(session.unsafe(statement, [], { prepare: false }));
  await run(`SELECT pg_advisory_xact_lock(hashtextextended('${lock}', 0))`);
  // Another process may have been faster.
  const version = await schemaVersion(session, names, steps.length);
  if (version === steps.length) return;
  await run(`
    CREATE SCHEMA IF NOT EXISTS ${schema};
    CREATE TABLE IF NOT EXISTS ${schema}.schema_version (version int NOT NULL);
    ${steps.slice(version).map((step) => step(names)).join("\n")}
    DELETE FROM ${schema}.schema_version;
    INSERT INTO ${schema}.schema_version VALUES (${steps.length});`);
}

/**
 * Tells the version of a schema, 0 when it is not there.
 *
 * @throws {SchemaTooNew} as {@linkcode migrate} does
 */
export async function schemaVersion(
  session: PostgresSession,
  { name, schema }: SchemaNames,
  known: number,
): Promise<number> {
  const ask = (statement: string) => rowsOf(session.unsafe(statement, [], { prepare: false }));
  // What `to_regclass` answers may be older than the lock.
  const [table] = await ask(`
    SELECT 1 FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
    WHERE n.nspname = '${name}' AND c.relname = 'schema_version'`);
  if (table === undefined) return 0;
  const [[version] = []] = await ask(`SELECT version::text FROM ${schema}.schema_version`);
  const found = Number(version ?? 0);
  if (found > known) throw new SchemaTooNew(found, known);
  return found;
}
