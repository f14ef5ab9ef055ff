import { spawnWorker, storeConformance } from "../conformance/mod.ts";
import { sqliteStore } from "./mod.ts";
import { systemPorts } from "../testdata/system_ports.ts";
import { temporaryFile } from "./testdata/temporary_file.ts";

storeConformance({
  test: Deno.test,
  create: async () => {
    const file = await temporaryFile();
    return {
      open: () => sqliteStore(file.path, systemPorts),
      spawn: () => spawnWorker(new URL("testdata/store_worker.ts", import.meta.url), file.path),
      [Symbol.asyncDispose]: () => file[Symbol.asyncDispose](),
    };
  },
  capabilities: { persistent: true, twoInstances: true, twoProcesses: true },
});
