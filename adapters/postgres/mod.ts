/**
 * A store in a PostgreSQL database, for any number of processes and machines.
 *
 * @module
 */

export type {
  PostgresClient,
  PostgresListening,
  PostgresQuery,
  PostgresRow,
  PostgresSession,
  PostgresValue,
} from "./client.ts";
export type { PostgresStore } from "./connected_store.ts";
export { type OpenedPostgres, openPostgres, type OpenPostgresOptions } from "./open_client.ts";
export { postgresStore, type PostgresStoreOptions, type PostgresStorePorts } from "./store.ts";
