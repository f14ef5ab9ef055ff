import { accountsConformance } from "../conformance/accounts.ts";
import { memoryPlace } from "./testdata/memory_place.ts";

const kit = {
  test: Deno.test,
  create: memoryPlace,
  capabilities: {
    persistent: true,
    twoInstances: true,
    twoProcesses: { missing: "the store's own kit tries it" },
  },
} as const;

accountsConformance(kit);
