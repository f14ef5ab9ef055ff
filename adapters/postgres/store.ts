/** The Store port over a PostgreSQL database, for any number of processes and machines. */

import type { Clock, Log, NewId, Random } from "../../application/ports.ts";
import type { Limits } from "../../application/store/store.ts";
import type { PostgresClient, PostgresSession } from "./client.ts";
import { connectedStore, type PostgresStore } from "./connected_store.ts";
import { Deadlines } from "./deadlines.ts";
import { prepareSchema } from "./open.ts";

/** What a PostgreSQL store stands on. */
export interface PostgresStorePorts {
  readonly clock: Clock;
  readonly newId: NewId;
  /** Spreads out attempts after a lost connection. */
  readonly random: Random;
  readonly log: Pick<Log, "warn">;
}

/** How a PostgreSQL store differs from the usual one. */
export interface PostgresStoreOptions {
  /** The schema that holds the tables, made when it is not there; `"portico"` unless told. */
  readonly schema?: string;
  /** Most commits of one transaction; 64 unless told. */
  readonly groupSize?: number;
  /** How long a call waits for the database, in milliseconds; 10 seconds unless told. */
  readonly deadline?: number;
  /** How often commits of others are looked for while LISTEN is silent; 50 ms unless told. */
  readonly pollInterval?: number;
  /** How long receipts are kept, in milliseconds; 7 days unless told. */
  readonly keepReceipts?: number;
  readonly limits?: Partial<Limits>;
}

/**
 * Opens a store in a database, over a client of the `postgres` driver, which stays open when the
 * store is closed. Several processes may use one schema at the same time.
 *
 * A commit is durable when it resolves, as far as the server is set so: `synchronous_commit` not
 * `off`, `fsync` and `full_page_writes` on. Otherwise the log is warned at the start.
 *
 * @throws {SchemaTooNew} when a newer version of the software made the tables
 * @throws {StoreUnavailable} when the database does not answer, or is a replica
 *
 * @example
 * ```ts
 * import { postgresStore } from "@portico/core/postgres";
 * import { randomIds, silentLog, systemClock, systemRandom } from "@portico/core/system";
 * import postgres from "postgres";
 *
 * const ports = {
 *   clock: systemClock(),
 *   newId: randomIds(),
 *   random: systemRandom(),
 *   log: silentLog(),
 * };
 *
 * async function lightLamp(url: string) {
 *   const sql = postgres(url);
 *   await using store = await postgresStore(sql, ports);
 *   await store.commit({
 *     appends: [{ stream: "lamp-1", expect: "none", events: [{ type: "LampLit", data: {} }] }],
 *   });
 *   await sql.end({ timeout: 5 });
 * }
 * ```
 */
export async function postgresStore<Transaction extends PostgresSession>(
  client: PostgresClient<Transaction>,
  ports: PostgresStorePorts,
  options: PostgresStoreOptions = {},
): Promise<PostgresStore<Transaction>> {
  const settings = { ...defaults, ...options, limits: { ...defaultLimits, ...options.limits } };
  const interval = Math.min(settings.deadline / 20, LONGEST_INTERVAL);
  const deadlines = new Deadlines(ports.clock, interval);
  try {
    const names = await prepareSchema(client, { ...ports, deadlines }, settings);
    return connectedStore(client, names, { ...ports, deadlines }, settings);
  } catch (error) {
    deadlines[Symbol.dispose]();
    throw error;
  }
}

/** Longest between two looks at the deadlines, in milliseconds. */
const LONGEST_INTERVAL = 100;

const defaults = {
  schema: "portico",
  groupSize: 64,
  deadline: 10_000,
  pollInterval: 50,
  keepReceipts: 7 * 24 * 60 * 60 * 1000,
} as const;

const defaultLimits: Limits = {
  valueBytes: 16 * 1024 * 1024,
  commitBytes: 64 * 1024 * 1024,
  commitItems: 10_000,
};
