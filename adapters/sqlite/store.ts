/** The Store port over one SQLite file, for one or several processes of one machine. */

import type { Clock, NewId, Random } from "../../application/ports.ts";
import type { Limits, Store } from "../../application/store/store.ts";
import { connectedStore } from "./connected_store.ts";
import type { SqliteDatabase } from "./database.ts";
import { openConnection } from "./open.ts";

/** What an SQLite store stands on. */
export interface SqliteStorePorts {
  readonly clock: Clock;
  readonly newId: NewId;
  /** Spreads out the attempts of processes that wait for one another. */
  readonly random: Random;
}

/** How an SQLite store differs from the usual one. */
export interface SqliteStoreOptions {
  /**
   * `"FULL"` unless told: a commit that resolved outlives a crash of the process, of the machine, and
   * a power cut. With `"NORMAL"` a crash of the machine or a power cut may undo the last commits,
   * though never parts of one; a crash of the process alone still undoes nothing.
   */
  readonly synchronous?: "FULL" | "NORMAL";
  /** Most commits of one transaction; 64 unless told. */
  readonly groupSize?: number;
  /** How long a call waits for other processes, in milliseconds; 10 seconds unless told. */
  readonly busyTimeout?: number;
  /** How often commits of other processes are looked for, in milliseconds; 20 unless told. */
  readonly pollInterval?: number;
  /** How long receipts are kept, in milliseconds; 7 days unless told. */
  readonly keepReceipts?: number;
  readonly limits?: Partial<Limits>;
}

/**
 * Opens a store on a file, which is made with its folder when it is not there, or on a connection of
 * the caller's, which stays open and belongs to the store until the store is closed. Several
 * processes may use one file at the same time; it must be on a local disk.
 *
 * A commit is durable when it resolves: the write-ahead log was flushed to the disk
 * (`journal_mode=WAL`, `synchronous=FULL`). A path needs `node:sqlite`, which Deno, Bun and Node from
 * 22.13 have.
 *
 * @throws {SchemaTooNew} when a newer version of the software wrote the file
 * @throws {StoreUnavailable} when the file cannot be opened, or is something else
 *
 * @example
 * ```ts
 * import { sqliteStore } from "@portico/core/sqlite";
 * import { randomIds, systemClock, systemRandom } from "@portico/core/system";
 *
 * const ports = { clock: systemClock(), newId: randomIds(), random: systemRandom() };
 * await using store = await sqliteStore(":memory:", ports);
 * await store.commit({
 *   appends: [{ stream: "lamp-1", expect: "none", events: [{ type: "LampLit", data: {} }] }],
 * });
 * ```
 */
export async function sqliteStore(
  database: string | SqliteDatabase,
  ports: SqliteStorePorts,
  options: SqliteStoreOptions = {},
): Promise<Store> {
  const settings = { ...defaults, ...options, limits: { ...defaultLimits, ...options.limits } };
  return connectedStore(await openConnection(database, ports, settings), ports, settings);
}

const defaults = {
  synchronous: "FULL",
  groupSize: 64,
  busyTimeout: 10_000,
  pollInterval: 20,
  keepReceipts: 7 * 24 * 60 * 60 * 1000,
} as const;

const defaultLimits: Limits = {
  valueBytes: 16 * 1024 * 1024,
  commitBytes: 64 * 1024 * 1024,
  commitItems: 10_000,
};
