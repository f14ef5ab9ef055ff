/** Opening a client of the `postgres` driver, which is loaded only when it is wanted. */

import type { PostgresClient } from "./client.ts";

/** A client that was opened here, and is ended here. */
export interface OpenedPostgres extends AsyncDisposable {
  readonly client: PostgresClient;
}

/** How a client differs from the usual one. */
export interface OpenPostgresOptions {
  /** Most connections besides the one that listens; 10 unless told. */
  readonly connections?: number;
  /** `false` behind a pooler that cannot keep prepared statements; `true` unless told. */
  readonly prepare?: boolean;
}

/**
 * Opens a client with settings that suit the store. It connects with its first statement, and
 * disposing of it ends its connections within seconds, whatever they do.
 *
 * @example
 * ```ts
 * import { openPostgres, postgresStore } from "@portico/core/postgres";
 * import { randomIds, silentLog, systemClock, systemRandom } from "@portico/core/system";
 *
 * const ports = {
 *   clock: systemClock(),
 *   newId: randomIds(),
 *   random: systemRandom(),
 *   log: silentLog(),
 * };
 *
 * async function readHead(url: string) {
 *   await using opened = await openPostgres(url);
 *   await using store = await postgresStore(opened.client, ports);
 *   return await store.head();
 * }
 * ```
 */
export async function openPostgres(
  url: string,
  { connections = 10, prepare = true }: OpenPostgresOptions = {},
): Promise<OpenedPostgres> {
  const { default: postgres } = await import("postgres");
  const sql = postgres(url, {
    max: connections,
    prepare,
    // The store asks for text only.
    fetch_types: false,
    connect_timeout: CONNECT_SECONDS,
    backoff: (failures) => Math.min(2 ** failures / 100, LONGEST_BACKOFF_SECONDS),
    onnotice: () => {},
    connection: { application_name: "portico" },
  });
  return {
    client: sql,
    // Without a time-out it would wait for ever for a connection that was killed.
    [Symbol.asyncDispose]: () => sql.end({ timeout: END_SECONDS }),
  };
}

const CONNECT_SECONDS = 5;
const LONGEST_BACKOFF_SECONDS = 1;
const END_SECONDS = 2;
