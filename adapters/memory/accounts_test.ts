import { accountsConformance } from "../conformance/accounts.ts";
import { randomIds, systemClock } from "../system/mod.ts";
import { memoryStore } from "./mod.ts";

const kit = {
  test: Deno.test,
  create: () => {
    const store = memoryStore({ clock: systemClock(), newId: randomIds() });
    return Promise.resolve({
      open: () => Promise.resolve(store),
      [Symbol.asyncDispose]: () => Promise.resolve(),
    });
  },
  capabilities: {
    persistent: { missing: "memory ends with its process" },
    twoInstances: { missing: "each instance has its own memory" },
    twoProcesses: { missing: "no other process sees this memory" },
  },
};

accountsConformance(kit);
