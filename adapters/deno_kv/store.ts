/** The Store port over Deno KV. */

import type { Clock, NewId, Random } from "../../application/ports.ts";
import type { Limits, Store } from "../../application/store/store.ts";
import { connectedStore } from "./connected_store.ts";
import type { DenoKv } from "./database.ts";
import { keySpace } from "./keys.ts";
import { defaultLimits } from "./limits.ts";
import { patiently } from "./patience.ts";
import { readHead } from "./reading.ts";

/** What a Deno KV store stands on. */
export interface DenoKvStorePorts {
  readonly clock: Clock;
  readonly newId: NewId;
  /** Spreads out the attempts of processes that are in each other's way. */
  readonly random: Random;
}

/** How a Deno KV store differs from the usual one. */
export interface DenoKvStoreOptions {
  /** What all keys of the store begin with, at most 256 bytes; `["portico"]` unless told. */
  readonly prefix?: readonly string[];
  /** Most commits of one atomic operation; 64 unless told. */
  readonly groupSize?: number;
  /** How long a call may take, in milliseconds; 10 seconds unless told. */
  readonly deadline?: number;
  /**
   * How often commits of other processes on one file are looked for while somebody waits, in
   * milliseconds; 20 unless told. On Deno Deploy, which tells of commits by itself, seconds are
   * enough.
   */
  readonly pollInterval?: number;
  /** How long receipts are kept, in milliseconds; 7 days unless told. */
  readonly keepReceipts?: number;
  /** Smaller ones than the usual: larger ones do not fit into one operation of the database. */
  readonly limits?: Partial<Limits>;
}

/**
 * Makes a store in a database that `Deno.openKv` opened. The database stays open when the store is
 * closed: it is closed by who opened it, and then, or not at all.
 *
 * A commit is durable when it resolves, as far as the database is. In a local file it was flushed to
 * the disk: Deno opens SQLite with a write-ahead log and leaves `synchronous` at its default, `FULL`.
 * On Deno Deploy it is as durable as Deno Deploy's answer.
 *
 * @throws {SchemaTooNew} when a newer version of the software wrote below the prefix
 * @throws {StoreUnavailable} when the database does not answer, or holds something else there
 *
 * @example
 * ```ts
 * import { denoKvStore } from "@portico/core/deno-kv";
 * import { randomIds, systemClock, systemRandom } from "@portico/core/system";
 *
 * const ports = { clock: systemClock(), newId: randomIds(), random: systemRandom() };
 * using kv = await Deno.openKv(":memory:");
 * await using store = await denoKvStore(kv, ports);
 * await store.commit({
 *   appends: [{ stream: "lamp-1", expect: "none", events: [{ type: "LampLit", data: {} }] }],
 * });
 * ```
 */
export async function denoKvStore(
  kv: DenoKv,
  ports: DenoKvStorePorts,
  options: DenoKvStoreOptions = {},
): Promise<Store> {
  const settings = { ...defaults, ...options, limits: { ...defaultLimits, ...options.limits } };
  const place = { kv, keys: keySpace(settings.prefix) };
  await patiently(ports, settings.deadline, "open the store", () => readHead(place));
  return connectedStore(place, ports, settings);
}

const defaults = {
  prefix: ["portico"],
  groupSize: 64,
  deadline: 10_000,
  pollInterval: 20,
  keepReceipts: 7 * 24 * 60 * 60 * 1000,
};
