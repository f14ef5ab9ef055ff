import { spawnWorker, storeConformance } from "../conformance/mod.ts";
import { testPlace } from "./testdata/place.ts";
import { withPostgres } from "./testdata/server.ts";

const worker = new URL("testdata/store_worker.ts", import.meta.url);

await withPostgres("the Store kit on PostgreSQL", (url) =>
  storeConformance({
    test: Deno.test,
    create: () => {
      const { schema, open, [Symbol.asyncDispose]: dispose } = testPlace(url);
      return Promise.resolve({
        open: () => open(),
        spawn: () => spawnWorker(worker, url, schema),
        [Symbol.asyncDispose]: dispose,
      });
    },
    capabilities: { persistent: true, twoInstances: true, twoProcesses: true },
  }));
