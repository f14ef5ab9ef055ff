import { storeConformance } from "../conformance/mod.ts";
import { filePlace } from "./testdata/file_place.ts";

storeConformance({
  test: Deno.test,
  create: filePlace,
  capabilities: { persistent: true, twoInstances: true, twoProcesses: true },
});
