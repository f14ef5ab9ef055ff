import { accountsConformance } from "../conformance/accounts.ts";
import { testPlace } from "./testdata/place.ts";
import { withPostgres } from "./testdata/server.ts";

await withPostgres("the kit of accounts on PostgreSQL", (url) => {
  const kit = {
    test: Deno.test,
    create: () => Promise.resolve(testPlace(url)),
    capabilities: {
      persistent: true,
      twoInstances: true,
      twoProcesses: { missing: "the store's own kit tries it" },
    },
  } as const;
  accountsConformance(kit);
});
