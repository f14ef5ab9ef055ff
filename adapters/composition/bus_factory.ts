/** The message bus that is chosen by BUS_URL; only its driver is loaded. */

import { type Binding, factory } from "./binding.ts";
import type { BusChoice } from "./config.ts";
import { BUS, CLOCK, LOG, NEW_ID, RANDOM, REDIS } from "./tokens.ts";

/** Binds the message bus. */
export function busFactory(
  choice: Exclude<BusChoice, { readonly scheme: "none" }>,
): readonly Binding[] {
  const system = { clock: CLOCK, random: RANDOM, newId: NEW_ID, log: LOG };
  const shown = choice.scheme === "memory" ? "memory:" : `${choice.scheme}://${choice.servers}`;
  switch (choice.scheme) {
    case "memory":
      return [
        factory(BUS, shown, system, async (ports) => {
          const { memoryMessageBus } = await import("../memory/message_bus.ts");
          return memoryMessageBus(ports);
        }),
      ];
    case "redis":
      return [
        factory(REDIS, choice.servers, {}, async () => {
          const { openRedis } = await import("../redis/open_client.ts");
          return await openRedis(choice.url);
        }),
        factory(BUS, shown, { ...system, opened: REDIS }, async ({ opened, ...ports }) => {
          const { redisMessageBus } = await import("../redis/message_bus.ts");
          const { client, name } = opened;
          return redisMessageBus(client, ports, name === undefined ? {} : { name });
        }),
      ];
    case "nats":
    case "kafka":
      throw new TypeError(`${choice.scheme}: is not supported yet`);
  }
}
