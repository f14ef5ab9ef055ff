/** The tables of the store, and how files of older versions are brought up to date. */

import { SchemaTooNew, StoreUnavailable } from "../../application/store/errors.ts";
import { allRows, type SqliteDatabase } from "./database.ts";

/** Marks a file as a store of ours: "Port" in ASCII. */
export const APPLICATION_ID = 0x506f7274;

/** What leads from each schema version to the next. A step that was released never changes. */
export const SCHEMA_STEPS: readonly string[] = [
  `
  -- Short numbers for streams, given in the order of their beginning: what is written at one time
  -- then lies together in the index below, whatever the streams are called.
  CREATE TABLE streams (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE) STRICT;

  CREATE TABLE events (
    position INTEGER PRIMARY KEY,
    stream INTEGER NOT NULL,
    version INTEGER NOT NULL,
    id TEXT NOT NULL,
    type TEXT NOT NULL,
    recorded_at INTEGER NOT NULL, -- milliseconds since 1970
    data TEXT NOT NULL,
    metadata TEXT NOT NULL
  ) STRICT;
  CREATE UNIQUE INDEX events_by_stream ON events (stream, version);

  CREATE TABLE documents (
    collection TEXT NOT NULL,
    id TEXT NOT NULL,
    version INTEGER NOT NULL,
    value TEXT NOT NULL,
    keys TEXT, -- [unique, index] as JSON, to find the rows below; NULL for none
    PRIMARY KEY (collection, id)
  ) STRICT, WITHOUT ROWID;

  CREATE TABLE unique_keys (
    collection TEXT NOT NULL,
    key TEXT NOT NULL,
    value TEXT NOT NULL,
    id TEXT NOT NULL,
    PRIMARY KEY (collection, key, value)
  ) STRICT, WITHOUT ROWID;

  CREATE TABLE index_entries (
    collection TEXT NOT NULL,
    name TEXT NOT NULL,
    entry TEXT NOT NULL,
    id TEXT NOT NULL,
    PRIMARY KEY (collection, name, entry, id)
  ) STRICT, WITHOUT ROWID;

  CREATE TABLE receipts (
    seq INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    recorded_at INTEGER NOT NULL,
    fingerprint TEXT NOT NULL,
    position INTEGER NOT NULL,
    events INTEGER NOT NULL, -- the last so many up to position
    stream_versions TEXT NOT NULL,
    document_versions TEXT NOT NULL,
    outcome TEXT
  ) STRICT;

  -- One row: how many commits put documents. Versions of documents come from it.
  CREATE TABLE commits (count INTEGER NOT NULL) STRICT;
  INSERT INTO commits VALUES (0);
  `,
];

/**
 * Brings a database up to date under the write lock.
 *
 * @throws {SchemaTooNew} when a newer version wrote it
 * @throws {StoreUnavailable} when it is somebody else's
 */
export function migrate(database: SqliteDatabase, steps: readonly string[] = SCHEMA_STEPS): void {
  if (schemaVersion(database, steps.length) === steps.length) return;
  database.exec("BEGIN IMMEDIATE");
  try {
    // Another process may have been faster.
    for (const step of steps.slice(schemaVersion(database, steps.length))) database.exec(step);
    database.exec(`PRAGMA application_id = ${APPLICATION_ID}`);
    database.exec(`PRAGMA user_version = ${steps.length}`);
    database.exec("COMMIT");
  } catch (error) {
    undo(database);
    throw error;
  }
}

/**
 * Tells the schema version of a store, 0 for an empty database.
 *
 * @throws {SchemaTooNew | StoreUnavailable} as {@linkcode migrate} does
 */
export function schemaVersion(database: SqliteDatabase, known: number): number {
  const [row] = allRows<{ owner: number; version: number; tables: number }>(database.prepare(
    `SELECT
      (SELECT application_id FROM pragma_application_id) AS owner,
      (SELECT user_version FROM pragma_user_version) AS version,
      (SELECT count(*) FROM sqlite_schema) AS tables`,
  ));
  const { owner, version, tables } = row ?? { owner: 0, version: 0, tables: 0 };
  if (owner === 0 && version === 0 && tables === 0) return 0;
  if (owner !== APPLICATION_ID) {
    throw new StoreUnavailable("Cannot open the store: the database belongs to something else");
  }
  if (version > known) throw new SchemaTooNew(version, known);
  return version;
}

/** Rolls back, unless SQLite did so by itself, as it does when the disk is full. */
function undo(database: SqliteDatabase): void {
  try {
    database.exec("ROLLBACK");
  } catch {
    // No transaction is open any more.
  }
}
