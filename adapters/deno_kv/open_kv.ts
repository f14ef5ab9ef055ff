/** Opening a database, where the runtime has Deno KV. */

import { StoreUnavailable } from "../../application/store/errors.ts";
import type { DenoKv } from "./database.ts";

/** A database that was opened here, and is closed here. */
export interface OpenedDenoKv extends AsyncDisposable {
  readonly kv: DenoKv;
}

/**
 * Opens the database in a file, which is made when it is not there, or without a path the one that
 * Deno gives to the program.
 *
 * @throws {StoreUnavailable} when the runtime has no Deno KV, or it cannot be opened
 */
export async function openDenoKv(path?: string): Promise<OpenedDenoKv> {
  const { Deno: deno } = globalThis as { readonly Deno?: Partial<Opener> };
  if (deno?.openKv === undefined) {
    throw new StoreUnavailable(
      "Cannot open the store: Deno KV needs Deno, and the flag --unstable-kv on a machine of one's own",
    );
  }
  try {
    if (path !== undefined && path !== ":memory:") await makeFolderOf(path);
    const kv = await deno.openKv(path);
    return { kv, [Symbol.asyncDispose]: () => Promise.resolve(kv.close()) };
  } catch (cause) {
    throw new StoreUnavailable("Cannot open the store: Deno KV cannot be opened", { cause });
  }
}

/** What Deno has and other runtimes have not. */
interface Opener {
  readonly openKv: (path?: string) => Promise<DenoKv & { readonly close: () => void }>;
}

async function makeFolderOf(path: string): Promise<void> {
  const [{ mkdir }, { dirname }] = await Promise.all([
    import("node:fs/promises"),
    import("node:path"),
  ]);
  await mkdir(dirname(path), { recursive: true });
}
