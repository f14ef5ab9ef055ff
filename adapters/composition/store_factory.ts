/** The store that is chosen by STORE_URL; only its driver is loaded. */

import { type Binding, factory } from "./binding.ts";
import type { StoreChoice } from "./config.ts";
import { CLOCK, NEW_ID, RANDOM, STORE } from "./tokens.ts";

/** Binds the store. */
export function storeFactory(choice: StoreChoice): readonly Binding[] {
  switch (choice.scheme) {
    case "memory":
      return [
        factory(STORE, "memory:", { clock: CLOCK, newId: NEW_ID }, async (ports) => {
          const { memoryStore } = await import("../memory/store.ts");
          return memoryStore(ports);
        }),
      ];
    case "sqlite": {
      const needs = { clock: CLOCK, newId: NEW_ID, random: RANDOM };
      return [
        factory(STORE, `sqlite:${choice.path}`, needs, async (ports) => {
          const { sqliteStore } = await import("../sqlite/store.ts");
          return await sqliteStore(choice.path, ports);
        }),
      ];
    }
  }
}
