import { messagingConformance } from "../conformance/messaging.ts";
import { randomIds, systemClock, systemRandom } from "../system/mod.ts";
import { memoryBroker, memoryStore } from "./mod.ts";

messagingConformance({
  test: Deno.test,
  create: () => {
    const clock = systemClock();
    const { [Symbol.asyncDispose]: _, ...kept } = memoryStore({ clock, newId: randomIds() });
    const store = { ...kept, [Symbol.asyncDispose]: () => Promise.resolve() };
    const broker = memoryBroker({ clock, random: systemRandom() });
    return Promise.resolve({
      openStore: () => Promise.resolve(store),
      openBus: () => Promise.resolve(broker.open()),
      [Symbol.asyncDispose]: () => Promise.resolve(),
    });
  },
});
