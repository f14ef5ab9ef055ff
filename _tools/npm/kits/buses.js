/** The message bus kit on the buses of the installed package. */

import process from "node:process";
import { messageBusConformance } from "@portico/core/conformance";
import { memoryBroker } from "@portico/core/memory";
import { systemClock, systemRandom } from "@portico/core/system";
import { registerKafka } from "./kafka.js";
import { registerNats } from "./nats.js";
import { registerRedis } from "./redis.js";

const ports = { clock: systemClock(), random: systemRandom() };

/** The oldest Node shares the machine with the newest, and their brokers would take minutes each. */
const isOldest = process.version.startsWith("v22.");

/** Registers the kit for every bus, with a runner that says whose case it is. */
export async function registerBuses(named) {
  if (isOldest) console.info("brokers (skipped: they are tried under newer runtimes)");
  else {
    await registerNats(named("nats"));
    registerKafka(named("kafka"));
    await registerRedis(named("redis"));
  }
  messageBusConformance({
    test: named("memory"),
    create: memoryPlace,
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
}

function memoryPlace() {
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
}
