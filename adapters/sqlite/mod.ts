/**
 * A store in one SQLite file, for one or several processes of one machine.
 *
 * @module
 */

export type { SqliteDatabase, SqliteStatement, SqliteValue } from "./database.ts";
export { sqliteStore, type SqliteStoreOptions, type SqliteStorePorts } from "./store.ts";
