/** Opening a database: folder, connection, settings and tables. */

import { StoreUnavailable } from "../../application/store/errors.ts";
import { allRows, type SqliteDatabase } from "./database.ts";
import { type PatiencePorts, patiently } from "./patience.ts";
import { migrate, SCHEMA_STEPS, schemaVersion } from "./schema.ts";
import { prepareStatements, type Statements } from "./statements.ts";

/** How a database is opened. */
export interface OpenOptions {
  readonly synchronous: "FULL" | "NORMAL";
  /** How long other processes are waited for, in milliseconds. */
  readonly busyTimeout: number;
}

/** A connection that is ready for the store. */
export interface Connection {
  readonly statements: Statements;
  /** Closes what was opened, and leaves the caller's connection open. */
  readonly close: () => void;
}

/** Connections of callers that have a store now: what one store knows, another could not change. */
const taken = new WeakSet<SqliteDatabase>();

/**
 * Opens a file, which is made when it is not there, or takes a connection that is open, and brings
 * the tables up to date.
 *
 * @throws {SchemaTooNew | StoreUnavailable}
 */
export async function openConnection(
  given: string | SqliteDatabase,
  ports: PatiencePorts,
  options: OpenOptions,
): Promise<Connection> {
  const { database, close } = typeof given === "string" ? await connect(given) : take(given);
  try {
    await setUp(database, ports, options);
    return { statements: prepareStatements(database), close };
  } catch (error) {
    close();
    throw error;
  }
}

/** Sets a connection up. All of it may be done again, as it is while other processes are in the way. */
async function setUp(
  database: SqliteDatabase,
  ports: PatiencePorts,
  { synchronous, busyTimeout }: OpenOptions,
): Promise<void> {
  await patiently(ports, busyTimeout, "open the store", () => {
    // SQLite's own waiting would block the event loop.
    database.exec("PRAGMA busy_timeout = 0");
    // Before anything is changed, in case that the file is somebody else's.
    schemaVersion(database, SCHEMA_STEPS.length);
    requireWriteAheadLog(database);
    database.exec(`PRAGMA synchronous = ${synchronous}`);
    // On macOS only this reaches the disk itself; elsewhere it has no effect.
    database.exec(`PRAGMA fullfsync = ${synchronous === "FULL" ? "ON" : "OFF"}`);
    migrate(database);
  });
}

interface Opened {
  readonly database: SqliteDatabase;
  readonly close: () => void;
}

async function connect(path: string): Promise<Opened> {
  try {
    const { DatabaseSync } = await import("node:sqlite");
    const database = await inFolder(path, () => new DatabaseSync(path));
    return { database, close: () => database.close() };
  } catch (cause) {
    throw new StoreUnavailable(`Cannot open the store: ${JSON.stringify(path)} cannot be opened`, {
      cause,
    });
  }
}

/** Opens a file, and makes its folder when it is not there: only then is loaded what that takes. */
async function inFolder<Opened>(path: string, open: () => Opened): Promise<Opened> {
  try {
    return open();
  } catch {
    const [{ mkdir }, { dirname }] = await Promise.all([
      import("node:fs/promises"),
      import("node:path"),
    ]);
    await mkdir(dirname(path), { recursive: true });
    return open();
  }
}

function take(database: SqliteDatabase): Opened {
  if (taken.has(database)) {
    throw new StoreUnavailable("Cannot open the store: the connection belongs to another store");
  }
  taken.add(database);
  return { database, close: () => void taken.delete(database) };
}

/** Writers and readers of several processes only go together with a write-ahead log. */
function requireWriteAheadLog(database: SqliteDatabase): void {
  const [row] = allRows<{ journal_mode: string }>(
    database.prepare("PRAGMA journal_mode = WAL"),
  );
  const mode = row?.journal_mode;
  // A database in memory has no other process to care for.
  if (mode === "wal" || mode === "memory") return;
  throw new StoreUnavailable(`Cannot open the store: the journal mode stays "${mode}"`);
}
