/** The message bus that is chosen by BUS_URL; only its driver is loaded. */

import type { MessageBus } from "../../application/messaging/message_bus.ts";
import type { Clock, Log, NewId, Random } from "../../application/ports.ts";
import { parseKafkaUrl } from "../kafka/brokers_url.ts";
import { parseNatsUrl } from "../nats/server_url.ts";
import { type Binding, factory } from "./binding.ts";
import type { BusChoice } from "./config.ts";
import { lateBus } from "./late_bus.ts";
import { BUS, CLOCK, LOG, NEW_ID, RANDOM } from "./tokens.ts";

interface BusPorts {
  readonly clock: Clock;
  readonly random: Random;
  readonly newId: NewId;
  readonly log: Log;
}

/** Binds the message bus; its broker need not be there yet. */
export function busFactory(
  choice: Exclude<BusChoice, { readonly scheme: "none" }>,
): readonly Binding[] {
  const system = { clock: CLOCK, random: RANDOM, newId: NEW_ID, log: LOG };
  const shown = choice.scheme === "memory" ? "memory:" : `${choice.scheme}://${choice.servers}`;
  return [
    factory(BUS, shown, system, (ports) => lateBus(() => openBus(choice, ports), ports.log)),
  ];
}

async function openBus(
  choice: Exclude<BusChoice, { readonly scheme: "none" }>,
  ports: BusPorts,
): Promise<MessageBus> {
  switch (choice.scheme) {
    case "memory": {
      const { memoryMessageBus } = await import("../memory/message_bus.ts");
      return memoryMessageBus(ports);
    }
    case "nats": {
      const { natsMessageBus, openNats } = await import("../nats/mod.ts");
      const opened = await openNats(choice.url);
      return await closing(
        () => opened[Symbol.asyncDispose](),
        () => natsMessageBus(opened.client, ports, parseNatsUrl(choice.url).bus),
      );
    }
    case "redis": {
      const { openRedis, redisMessageBus } = await import("../redis/mod.ts");
      const opened = await openRedis(choice.url);
      const { client, name } = opened;
      return await closing(
        () => opened[Symbol.dispose](),
        () => Promise.resolve(redisMessageBus(client, ports, name === undefined ? {} : { name })),
      );
    }
    case "kafka": {
      const { kafkaMessageBus, openKafka } = await import("../kafka/mod.ts");
      const { name, ...cluster } = parseKafkaUrl(choice.url);
      const opened = await openKafka(cluster, ports);
      return await closing(
        () => opened[Symbol.asyncDispose](),
        () =>
          Promise.resolve(
            kafkaMessageBus(opened.client, ports, name === undefined ? {} : { name }),
          ),
      );
    }
  }
}

/** Has a client closed after its bus, also when no bus comes of it. */
async function closing(
  close: () => PromiseLike<void> | void,
  open: () => Promise<MessageBus>,
): Promise<MessageBus> {
  try {
    const bus = await open();
    return {
      ...bus,
      [Symbol.asyncDispose]: async () => {
        await bus[Symbol.asyncDispose]();
        await close();
      },
    };
  } catch (error) {
    await close();
    throw error;
  }
}
