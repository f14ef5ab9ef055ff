/** The Projection kit: views folded from the log, over any Store. */

import { anySeed, registerCase } from "./kit.ts";
import { changingCases } from "./projections_changing.ts";
import { crashingCases } from "./projections_crashing.ts";
import { foldingCases } from "./projections_folding.ts";
import { haltedRebuildCases } from "./projections_halted_rebuilds.ts";
import { haltCases } from "./projections_halting.ts";
import { limitCases } from "./projections_limits.ts";
import { readingCases } from "./projections_reading.ts";
import { rebuildingCases } from "./projections_rebuilding.ts";
import { switchingCases } from "./projections_switching.ts";
import type { StoreConformance } from "./store.ts";
import { runStoreCase } from "./store_case.ts";
import { playCase, type SubscriptionCase } from "./subscription_case.ts";

/**
 * Registers a test for every case of projections over a store. Time stands still but for where a
 * case moves it; second processes are played by second instances, if the technology can.
 *
 * @example The test of an adapter
 * ```ts ignore
 * import { projectionConformance } from "@portico/core/conformance";
 * import { memoryStore } from "@portico/core/memory";
 * import { randomIds, systemClock } from "@portico/core/system";
 *
 * projectionConformance({
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
export function projectionConformance(
  { test, create, capabilities, seed = anySeed() }: StoreConformance,
): void {
  for (const each of allCases) {
    const { number, does } = each;
    const run = (room: Parameters<typeof playCase>[1]) => playCase(each, room, capabilities);
    registerCase(test, {
      name: `projections ${number}: ${does}`,
      run: () => runStoreCase({ number, does, run }, create, seed),
    });
  }
}

const allCases: readonly SubscriptionCase[] = [
  ...foldingCases,
  ...crashingCases,
  ...limitCases,
  ...rebuildingCases,
  ...switchingCases,
  ...readingCases,
  ...changingCases,
  ...haltCases,
  ...haltedRebuildCases,
].toSorted((a, b) => a.number - b.number);
