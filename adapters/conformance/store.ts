/** The Store kit: every law of the port as cases, for any adapter and any test runner. */

import { anySeed, type Capability, registerCase, type RegisterTest } from "./kit.ts";
import { appendCases } from "./store_append.ts";
import { atomicityCases } from "./store_atomicity.ts";
import { runStoreCase, type StoreCase, type StoreRoom } from "./store_case.ts";
import { closingCases } from "./store_closing.ts";
import { raceCases } from "./store_concurrency.ts";
import { differentialCases } from "./store_differential.ts";
import { documentCases } from "./store_documents.ts";
import { expectationCases } from "./store_expectations.ts";
import { fidelityCases } from "./store_fidelity.ts";
import { findCases } from "./store_find.ts";
import { burstCases, groupCases } from "./store_groups.ts";
import { idempotencyCases } from "./store_idempotency.ts";
import { keyCases } from "./store_keys.ts";
import { logCases } from "./store_log.ts";
import { nameCases } from "./store_names.ts";
import type { StoreCapabilities, StorePlace } from "./store_place.ts";
import { readerCases } from "./store_readers.ts";
import { refusalCases } from "./store_refusals.ts";
import { refusedNameCases } from "./store_refused_names.ts";
import { reopeningCases } from "./store_reopening.ts";
import type { SharedCase, Stores } from "./store_shared.ts";
import { sharingCases } from "./store_sharing.ts";
import { processCases } from "./store_two_processes.ts";
import { waitingCases, wakeUpCases } from "./store_wake_ups.ts";

/** What the Store kit needs to try an adapter. */
export interface StoreConformance {
  /** Registers a test: `Deno.test`, or `test` of `node:test` or `bun:test`. */
  readonly test: RegisterTest;
  /** Makes a fresh, empty place for the data of one case. */
  readonly create: () => Promise<StorePlace>;
  readonly capabilities: StoreCapabilities;
  /** The seed a failed run printed, to run it again; any unless told. */
  readonly seed?: number;
}

/**
 * Registers a test for every case of the Store port. Each works at a place of its own, and its name
 * begins with its number.
 *
 * @example The test of an adapter
 * ```ts ignore
 * import { storeConformance } from "@portico/core/conformance";
 * import { memoryStore } from "@portico/core/memory";
 * import { randomIds, systemClock } from "@portico/core/system";
 *
 * storeConformance({
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
export function storeConformance(
  { test, create, capabilities, seed = anySeed() }: StoreConformance,
): void {
  for (const each of allCases) {
    const needs: Capability = each.needs === undefined ? true : capabilities[each.needs];
    const name = `store ${each.number}: ${each.does}`;
    registerCase(test, { name, needs, run: () => runStoreCase(each, create, seed) });
  }
}

const sharedCases = [...raceCases, ...burstCases, ...readerCases, ...wakeUpCases];

const allCases: readonly StoreCase[] = [
  ...appendCases,
  ...expectationCases,
  ...atomicityCases,
  ...idempotencyCases,
  ...logCases,
  ...keyCases,
  ...findCases,
  ...documentCases,
  ...refusalCases,
  ...sharingCases,
  ...fidelityCases,
  ...nameCases,
  ...refusedNameCases,
  ...sharedCases.map(onOneInstance),
  ...groupCases,
  ...waitingCases,
  ...closingCases,
  ...reopeningCases,
  ...sharedCases.map(onTwoInstances),
  ...sharedCases.map(inTwoProcesses),
  ...processCases,
  ...differentialCases,
].toSorted((a, b) => a.number - b.number);

function onOneInstance({ number, does, run }: SharedCase): StoreCase {
  return { number, does, run: (room) => run([room.store], room) };
}

function onTwoInstances({ number, does, run }: SharedCase): StoreCase {
  return {
    number,
    does: `${does} (two instances)`,
    needs: "twoInstances",
    run: async (room) => await run([room.store, await room.another()], room),
  };
}

function inTwoProcesses({ number, does, run }: SharedCase): StoreCase {
  const stores = async ({ store, inOtherProcess }: StoreRoom): Promise<Stores> => [
    store,
    (await inOtherProcess()).store,
  ];
  return {
    number: 25,
    does: `case ${number} in two processes: ${does}`,
    needs: "twoProcesses",
    run: async (room) => await run(await stores(room), room),
  };
}
