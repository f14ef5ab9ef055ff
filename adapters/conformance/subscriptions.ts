/** The Subscription kit: subscriptions and dead letters over any Store. */

import { deadLetterCases } from "./dead_letters.ts";
import { markCases } from "./dead_letters_marks.ts";
import { anySeed, registerCase } from "./kit.ts";
import type { StoreConformance } from "./store.ts";
import { runStoreCase } from "./store_case.ts";
import { playCase, type SubscriptionCase } from "./subscription_case.ts";
import { attemptCases } from "./subscriptions_attempts.ts";
import { concurrencyCases } from "./subscriptions_concurrency.ts";
import { crashCases } from "./subscriptions_crashes.ts";
import { deliveryCases } from "./subscriptions_delivery.ts";
import { drainCases } from "./subscriptions_drains.ts";
import { futureCases } from "./subscriptions_future.ts";
import { haltingCases } from "./subscriptions_halting.ts";
import { hangingCases } from "./subscriptions_hanging.ts";
import { outageCases } from "./subscriptions_outages.ts";
import { parkingCases } from "./subscriptions_parking.ts";
import { passedCases } from "./subscriptions_passed.ts";
import { passingCases } from "./subscriptions_passing.ts";
import { poisonCases } from "./subscriptions_poison.ts";
import { retryCases } from "./subscriptions_retries.ts";
import { startingCases } from "./subscriptions_starting.ts";
import { stoppedCases } from "./subscriptions_stopped.ts";
import { stoppingCases } from "./subscriptions_stopping.ts";
import { takeOverCases } from "./subscriptions_take_over.ts";
import { throwingCases } from "./subscriptions_throwing.ts";
import { typeCases } from "./subscriptions_types.ts";
import { waitingForCases } from "./subscriptions_waiting.ts";
import { waitingLongCases } from "./subscriptions_waiting_long.ts";
import { wakingUpCases } from "./subscriptions_waking_up.ts";

/**
 * Registers a test for every case of subscriptions and dead letters over a store. Time stands still
 * but for where a case moves it; second processes are played by second instances, if the technology
 * can.
 *
 * @example The test of an adapter
 * ```ts ignore
 * import { subscriptionConformance } from "@portico/core/conformance";
 * import { memoryStore } from "@portico/core/memory";
 * import { randomIds, systemClock } from "@portico/core/system";
 *
 * subscriptionConformance({
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
export function subscriptionConformance(
  { test, create, capabilities, seed = anySeed() }: StoreConformance,
): void {
  for (const each of allCases) {
    const { number, does } = each;
    const inRoom = { number, does, run: playIn(each) };
    registerCase(test, {
      name: `subscriptions ${number}: ${does}`,
      run: () => runStoreCase(inRoom, create, seed),
    });
  }

  function playIn(each: SubscriptionCase): Parameters<typeof runStoreCase>[0]["run"] {
    return (room) => playCase(each, room, capabilities);
  }
}

const allCases: readonly SubscriptionCase[] = [
  ...deliveryCases,
  ...crashCases,
  ...startingCases,
  ...drainCases,
  ...takeOverCases,
  ...wakingUpCases,
  ...poisonCases,
  ...retryCases,
  ...attemptCases,
  ...outageCases,
  ...parkingCases,
  ...deadLetterCases,
  ...markCases,
  ...haltingCases,
  ...throwingCases,
  ...stoppingCases,
  ...stoppedCases,
  ...futureCases,
  ...typeCases,
  ...concurrencyCases,
  ...hangingCases,
  ...passedCases,
  ...passingCases,
  ...waitingForCases,
  ...waitingLongCases,
].toSorted((a, b) => a.number - b.number);
