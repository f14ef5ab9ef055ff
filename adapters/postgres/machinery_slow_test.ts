import { projectionConformance } from "../conformance/projections.ts";
import { subscriptionConformance } from "../conformance/subscriptions.ts";
import { unitOfWorkConformance } from "../conformance/unit_of_work.ts";
import { testPlace } from "./testdata/place.ts";
import { withPostgres } from "./testdata/server.ts";

// What is tried here does not stand on durability, and many cases commit many times.
const fast = { connection: { synchronous_commit: "off" as const } };

await withPostgres("the kits of the machinery on PostgreSQL", (url) => {
  const kit = {
    test: Deno.test,
    create: () => Promise.resolve(testPlace(url, fast)),
    capabilities: {
      persistent: true,
      twoInstances: true,
      twoProcesses: { missing: "the store's own kit tries it" },
    },
  } as const;
  unitOfWorkConformance(kit);
  subscriptionConformance(kit);
  projectionConformance(kit);
});
