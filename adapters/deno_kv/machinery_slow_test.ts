import { projectionConformance } from "../conformance/projections.ts";
import { subscriptionConformance } from "../conformance/subscriptions.ts";
import { unitOfWorkConformance } from "../conformance/unit_of_work.ts";
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

unitOfWorkConformance(kit);
subscriptionConformance(kit);
projectionConformance(kit);
