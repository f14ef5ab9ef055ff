/** Stores that programs are started on, and the test looks into when none runs. */

import { testPlace } from "../../adapters/postgres/testdata/place.ts";
import { sqliteStore } from "../../adapters/sqlite/mod.ts";
import { systemPorts } from "../../adapters/testdata/system_ports.ts";
import { temporaryFile } from "../../adapters/sqlite/testdata/temporary_file.ts";
import type { Store } from "../../application/store/store.ts";

/** A store of its own, gone with its test. */
export interface StoreRoom extends AsyncDisposable {
  /** What programs are told by `STORE_URL`. */
  readonly url: string;
  readonly open: () => Promise<Store>;
}

/** Makes a file of SQLite. */
export async function fileRoom(): Promise<StoreRoom> {
  const { path, [Symbol.asyncDispose]: dispose } = await temporaryFile();
  return {
    url: `sqlite:${path}`,
    open: () => sqliteStore(path, systemPorts),
    [Symbol.asyncDispose]: dispose,
  };
}

/** Makes a schema of a PostgreSQL server. */
export function schemaRoom(server: string): StoreRoom {
  const { schema, open, [Symbol.asyncDispose]: dispose } = testPlace(server);
  const url = new URL(server);
  url.searchParams.set("schema", schema);
  return { url: url.href, open, [Symbol.asyncDispose]: dispose };
}
