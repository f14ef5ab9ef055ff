/** The message bus kit: every law of the MessageBus port as cases, for any adapter and any test runner. */

import { registerCase, type RegisterTest } from "./kit.ts";
import { closingCases } from "./message_bus_closing.ts";
import { deliveryCases } from "./message_bus_delivery.ts";
import { fidelityCases } from "./message_bus_fidelity.ts";
import { foreignCases } from "./message_bus_foreign.ts";
import { groupCases } from "./message_bus_groups.ts";
import { keepingCases } from "./message_bus_keeping.ts";
import { limitCases } from "./message_bus_limits.ts";
import { orderCases } from "./message_bus_order.ts";
import { outageCases } from "./message_bus_outages.ts";
import { LONGEST_WAIT } from "./message_bus_patience.ts";
import type {
  MessageBusCapabilities,
  MessageBusPlace,
  MessageBusPlaceOptions,
} from "./message_bus_place.ts";
import { redeliveryCases } from "./message_bus_redelivery.ts";
import { type MessageBusCase, runMessageBusCase } from "./message_bus_scene.ts";
import { stoppingCases } from "./message_bus_stopping.ts";
import { topicCases } from "./message_bus_topics.ts";
import { unreadableCases } from "./message_bus_unreadable.ts";

/** What the message bus kit needs to try an adapter. */
export interface MessageBusConformance {
  /** Registers a test: `Deno.test`, or `test` of `node:test` or `bun:test`. */
  readonly test: RegisterTest;
  /** Makes a fresh, empty place for the messages of one case. */
  readonly create: (options: MessageBusPlaceOptions) => Promise<MessageBusPlace>;
  readonly capabilities: MessageBusCapabilities;
  /** Milliseconds that anything may take to happen, a take-over included; 30,000 unless told. */
  readonly patience?: number;
}

/**
 * Registers a test for every case of the MessageBus port. Each works at a place of its own, and its
 * name begins with the number of its law.
 *
 * @example The test of an adapter
 * ```ts ignore
 * import { messageBusConformance } from "@portico/core/conformance";
 * import { memoryBroker } from "@portico/core/memory";
 * import { systemClock, systemRandom } from "@portico/core/system";
 *
 * messageBusConformance({
 *   test: Deno.test,
 *   create: () => {
 *     const broker = memoryBroker({ clock: systemClock(), random: systemRandom() });
 *     return Promise.resolve({
 *       open: () => Promise.resolve(broker.open()),
 *       broker: {
 *         stop: () => Promise.resolve(broker.stop()),
 *         start: () => Promise.resolve(broker.start()),
 *       },
 *       largestMessage: 2 ** 20,
 *       [Symbol.asyncDispose]: () => Promise.resolve(),
 *     });
 *   },
 *   capabilities: {
 *     unread: true,
 *     history: true,
 *     outages: true,
 *     foreignClients: { missing: "nobody else reads this memory" },
 *     typesApart: { missing: "nobody else writes into this memory" },
 *     sizeLimit: true,
 *     exactCounts: true,
 *   },
 * });
 * ```
 */
export function messageBusConformance(
  { test, create, capabilities, patience = LONGEST_WAIT }: MessageBusConformance,
): void {
  for (const each of allCases) {
    registerCase(test, {
      name: `message bus ${each.number}: ${each.does}`,
      needs: each.needs === undefined ? true : capabilities[each.needs],
      run: () => runMessageBusCase(each, create, patience),
    });
  }
}

const allCases: readonly MessageBusCase[] = [
  ...deliveryCases,
  ...topicCases,
  ...orderCases,
  ...redeliveryCases,
  ...keepingCases,
  ...limitCases,
  ...unreadableCases,
  ...outageCases,
  ...fidelityCases,
  ...foreignCases,
  ...stoppingCases,
  ...closingCases,
  ...groupCases,
];
