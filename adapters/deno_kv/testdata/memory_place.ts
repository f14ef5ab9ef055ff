/** Places for the kits: databases in memory, which their stores share. */

import type { StorePlace } from "../../conformance/mod.ts";
import { denoKvStore } from "../mod.ts";
import { systemPorts } from "../../testdata/system_ports.ts";

/** Opens a database that lives as long as the place. */
export async function memoryPlace(): Promise<StorePlace> {
  const kv = await Deno.openKv(":memory:");
  return {
    open: () => denoKvStore(kv, systemPorts),
    [Symbol.asyncDispose]: () => Promise.resolve(kv.close()),
  };
}
