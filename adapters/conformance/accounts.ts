/** The kit of accounts: money in the hands of many at once, over any Store. */

import { walkCases } from "./accounts_walk_cases.ts";
import { withdrawalCases } from "./accounts_withdrawals.ts";
import { anySeed, type Capability, registerCase } from "./kit.ts";
import type { StoreConformance } from "./store.ts";
import { runStoreCase, type StoreCase } from "./store_case.ts";

/**
 * Registers a test for every case of accounts over a store: withdrawals at the same time, and random
 * walks of money, each with and without cached states and snapshots.
 *
 * @example The test of an adapter
 * ```ts ignore
 * import { accountsConformance } from "@portico/core/conformance";
 * import { memoryStore } from "@portico/core/memory";
 * import { randomIds, systemClock } from "@portico/core/system";
 *
 * accountsConformance({
 *   test: Deno.test,
 *   create: () => {
 *     const store = memoryStore({ clock: systemClock(), newId: randomIds() });
 *     return Promise.resolve({
 *       open: () => Promise.resolve(store),
 *       [Symbol.asyncDispose]: () => Promise.resolve(),
 *     });
 *   },
 *   capabilities: {
 *     persistent: { missing: "memory ends with its process" },
 *     twoInstances: { missing: "each instance has its own memory" },
 *     twoProcesses: { missing: "no other process sees this memory" },
 *   },
 * });
 * ```
 */
export function accountsConformance(
  { test, create, capabilities, seed = anySeed() }: StoreConformance,
): void {
  for (const each of allCases) {
    const needs: Capability = each.needs === undefined ? true : capabilities[each.needs];
    const name = `accounts ${each.number}: ${each.does}`;
    registerCase(test, { name, needs, run: () => runStoreCase(each, create, seed) });
  }
}

const allCases: readonly StoreCase[] = [...withdrawalCases, ...walkCases(10)];
