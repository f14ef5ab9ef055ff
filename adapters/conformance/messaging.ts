/** The messaging kit: relay, consumers and reactions as cases, over any store and any bus. */

import { registerCase, type RegisterTest } from "./kit.ts";
import { consumeCases } from "./messaging_consume.ts";
import type { MessagingPlace } from "./messaging_place.ts";
import { reactionCases } from "./messaging_reactions.ts";
import { relayCases } from "./messaging_relay.ts";
import { asideCases } from "./messaging_aside.ts";
import { type MessagingCase, runMessagingCase } from "./messaging_scene.ts";

/** What the messaging kit needs to try a store with a bus. */
export interface MessagingConformance {
  /** Registers a test: `Deno.test`, or `test` of `node:test` or `bun:test`. */
  readonly test: RegisterTest;
  /** Makes a fresh place, with an empty store and an empty broker, for one case. */
  readonly create: () => Promise<MessagingPlace>;
}

/**
 * Registers a test for every case of messages between processes. Each works at a place of its own.
 *
 * @example The test of an adapter
 * ```ts ignore
 * import { messagingConformance } from "@portico/core/conformance";
 * import { memoryBroker, memoryStore } from "@portico/core/memory";
 * import { randomIds, systemClock, systemRandom } from "@portico/core/system";
 *
 * messagingConformance({
 *   test: Deno.test,
 *   create: () => {
 *     const clock = systemClock();
 *     const store = memoryStore({ clock, newId: randomIds() });
 *     const broker = memoryBroker({ clock, random: systemRandom() });
 *     return Promise.resolve({
 *       openStore: () => Promise.resolve(store),
 *       openBus: () => Promise.resolve(broker.open()),
 *       [Symbol.asyncDispose]: () => Promise.resolve(),
 *     });
 *   },
 * });
 * ```
 */
export function messagingConformance({ test, create }: MessagingConformance): void {
  for (const each of allCases) {
    registerCase(test, {
      name: `messaging ${each.number}: ${each.does}`,
      run: () => runMessagingCase(each, create),
    });
  }
}

const allCases: readonly MessagingCase[] = [
  ...relayCases,
  ...consumeCases,
  ...asideCases,
  ...reactionCases,
];
