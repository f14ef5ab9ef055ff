import { messageBusConformance } from "../conformance/mod.ts";
import { systemClock, systemRandom } from "../system/mod.ts";
import { memoryBroker } from "./mod.ts";

messageBusConformance({
  test: Deno.test,
  create: () => {
    const ports = { clock: systemClock(), random: systemRandom() };
    const broker = memoryBroker(ports, { closeWithin: 200 });
    return Promise.resolve({
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
    });
  },
  capabilities: {
    unread: true,
    history: true,
    outages: true,
    foreignClients: true,
    typesApart: true,
    sizeLimit: true,
    exactCounts: true,
  },
});
