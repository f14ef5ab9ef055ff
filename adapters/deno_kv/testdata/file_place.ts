/** Places for the kits: database files that go away with their test. */

import { join } from "node:path";
import { spawnWorker, type StorePlace } from "../../conformance/mod.ts";
import { openedStore } from "./opened_store.ts";

/** Makes a folder for a database, not the database. */
export async function filePlace(): Promise<StorePlace> {
  const folder = await Deno.makeTempDir({ prefix: "portico-" });
  const path = join(folder, "store.kv");
  return {
    open: () => openedStore(path),
    spawn: () => spawnWorker(new URL("store_worker.ts", import.meta.url), path),
    [Symbol.asyncDispose]: () => Deno.remove(folder, { recursive: true }),
  };
}
