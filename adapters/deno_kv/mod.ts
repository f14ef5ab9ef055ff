/**
 * A store in Deno KV: a local file under Deno, or the database of Deno Deploy.
 *
 * @module
 */

export type {
  DenoKv,
  DenoKvAtomic,
  DenoKvCheck,
  DenoKvEntry,
  DenoKvKey,
  DenoKvKeyPart,
} from "./database.ts";
export { denoKvStore, type DenoKvStoreOptions, type DenoKvStorePorts } from "./store.ts";
