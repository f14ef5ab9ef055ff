/** What the message bus kit needs of a broker in memory. */

import type { MessageBusCapabilities, MessageBusPlace } from "../../conformance/mod.ts";
import { systemClock, systemRandom } from "../../system/mod.ts";
import { memoryBroker } from "../mod.ts";

/** A broker in memory can do everything. */
export const busCapabilities: MessageBusCapabilities = {
  unread: true,
  history: true,
  outages: true,
  foreignClients: true,
  typesApart: true,
  sizeLimit: true,
  exactCounts: true,
};

/** Makes a broker of its own. */
export function busPlace(): MessageBusPlace {
  const ports = { clock: systemClock(), random: systemRandom() };
  const broker = memoryBroker(ports, { closeWithin: 200 });
  return {
    open: () => Promise.resolve(broker.open()),
    foreign: {
      put: (message) => Promise.resolve(broker.put(message)),
      read: (channel) => Promise.resolve(broker.read(channel).map(({ bytes }) => bytes)),
    },
    broker: {
      stop: () => Promise.resolve(broker.stop()),
      start: () => Promise.resolve(broker.start()),
    },
    largestMessage: 2 ** 20,
    [Symbol.asyncDispose]: () => Promise.resolve(),
  };
}
