/** Stores that own their database, as those of a composition do. */

import type { Store } from "../../../application/store/store.ts";
import { denoKvStore, type DenoKvStoreOptions } from "../mod.ts";
import { systemPorts } from "../../testdata/system_ports.ts";

/** Opens a database and a store on it, which closes both. */
export async function openedStore(path: string, options: DenoKvStoreOptions = {}): Promise<Store> {
  const kv = await Deno.openKv(path);
  const store = await denoKvStore(kv, systemPorts, options);
  let closed: Promise<void> | undefined;
  return {
    ...store,
    // Closing a database twice is an error.
    [Symbol.asyncDispose]: () => closed ??= close(),
  };

  async function close(): Promise<void> {
    await store[Symbol.asyncDispose]();
    kv.close();
  }
}
