/** Walks of money that are five times as long as those of the kit, where they cost least. */

import { memoryStore } from "../memory/store.ts";
import { randomIds, systemClock } from "../system/mod.ts";
import { walkCases } from "./accounts_walk_cases.ts";
import { anySeed } from "./kit.ts";
import { runStoreCase } from "./store_case.ts";

for (const each of walkCases(50)) {
  Deno.test(`${each.does} (fifty commands each)`, () =>
    runStoreCase(each, () => {
      const store = memoryStore({ clock: systemClock(), newId: randomIds() });
      return Promise.resolve({
        open: () => Promise.resolve(store),
        [Symbol.asyncDispose]: () => Promise.resolve(),
      });
    }, anySeed()));
}
