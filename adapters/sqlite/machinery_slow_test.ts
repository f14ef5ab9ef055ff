import { projectionConformance } from "../conformance/projections.ts";
import { subscriptionConformance } from "../conformance/subscriptions.ts";
import { unitOfWorkConformance } from "../conformance/unit_of_work.ts";
import { sqliteStore } from "./mod.ts";
import { systemPorts } from "../testdata/system_ports.ts";
import { temporaryFile } from "./testdata/temporary_file.ts";

const kit = {
  test: Deno.test,
  create: async () => {
    const file = await temporaryFile();
    return {
      open: () => sqliteStore(file.path, systemPorts),
      [Symbol.asyncDispose]: () => file[Symbol.asyncDispose](),
    };
  },
  capabilities: {
    persistent: true,
    twoInstances: true,
    twoProcesses: { missing: "the store's own kit tries it" },
  },
} as const;

unitOfWorkConformance(kit);
subscriptionConformance(kit);
projectionConformance(kit);
