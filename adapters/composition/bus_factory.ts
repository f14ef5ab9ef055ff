/** The message bus that is chosen by BUS_URL; only its driver is loaded. */

import { type Binding, factory } from "./binding.ts";
import type { BusChoice } from "./config.ts";
import { BUS, CLOCK, RANDOM } from "./tokens.ts";

/** Binds the message bus. */
export function busFactory(
  choice: Exclude<BusChoice, { readonly scheme: "none" }>,
): readonly Binding[] {
  const system = { clock: CLOCK, random: RANDOM };
  switch (choice.scheme) {
    case "memory":
      return [
        factory(BUS, "memory:", system, async (ports) => {
          const { memoryMessageBus } = await import("../memory/message_bus.ts");
          return memoryMessageBus(ports);
        }),
      ];
    case "nats":
    case "redis":
    case "kafka":
      throw new TypeError(`${choice.scheme}: is not supported yet`);
  }
}
