/** The kit of units of work, requests and collections, over any Store. */

import { anySeed, type Capability, registerCase } from "./kit.ts";
import type { StoreConformance } from "./store.ts";
import { runStoreCase, type StoreCase } from "./store_case.ts";
import { workAtomicityCases } from "./unit_of_work_atomicity.ts";
import { collectionCases } from "./unit_of_work_collections.ts";
import { workConflictCases } from "./unit_of_work_conflicts.ts";
import { contentionCases } from "./unit_of_work_contention.ts";
import { endingCases } from "./unit_of_work_endings.ts";
import { readCases } from "./unit_of_work_reads.ts";
import { requestCases } from "./unit_of_work_requests.ts";

/**
 * Registers a test for every case of units of work over a store.
 *
 * @example The test of an adapter
 * ```ts ignore
 * import { unitOfWorkConformance } from "@portico/core/conformance";
 * import { memoryStore } from "@portico/core/memory";
 * import { randomIds, systemClock } from "@portico/core/system";
 *
 * unitOfWorkConformance({
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
export function unitOfWorkConformance(
  { test, create, capabilities, seed = anySeed() }: StoreConformance,
): void {
  for (const each of allCases) {
    const needs: Capability = each.needs === undefined ? true : capabilities[each.needs];
    const name = `unit of work ${each.number}: ${each.does}`;
    registerCase(test, { name, needs, run: () => runStoreCase(each, create, seed) });
  }
}

const allCases: readonly StoreCase[] = [
  ...workAtomicityCases,
  ...workConflictCases,
  ...readCases,
  ...endingCases,
  ...contentionCases,
  ...requestCases,
  ...collectionCases,
].toSorted((a, b) => a.number - b.number);
