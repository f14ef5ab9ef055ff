/** The message bus kit: every law of the MessageBus port as cases, for any adapter and any test runner. */

import { registerCase, type RegisterTest } from "./kit.ts";
import { deliveryCases } from "./message_bus_delivery.ts";
import type {
  MessageBusCapabilities,
  MessageBusPlace,
  MessageBusPlaceOptions,
} from "./message_bus_place.ts";
import { type MessageBusCase, runMessageBusCase } from "./message_bus_scene.ts";

/** What the message bus kit needs to try an adapter. */
export interface MessageBusConformance {
  /** Registers a test: `Deno.test`, or `test` of `node:test` or `bun:test`. */
  readonly test: RegisterTest;
  /** Makes a fresh, empty place for the messages of one case. */
  readonly create: (options: MessageBusPlaceOptions) => Promise<MessageBusPlace>;
  readonly capabilities: MessageBusCapabilities;
}

/** Registers a test for every case of the MessageBus port. Each works at a place of its own. */
export function messageBusConformance(
  { test, create, capabilities }: MessageBusConformance,
): void {
  for (const each of allCases) {
    registerCase(test, {
      name: `message bus ${each.number}: ${each.does}`,
      needs: each.needs === undefined ? true : capabilities[each.needs],
      run: () => runMessageBusCase(each, create),
    });
  }
}

const allCases: readonly MessageBusCase[] = [...deliveryCases]
  .toSorted((a, b) => a.number - b.number);
