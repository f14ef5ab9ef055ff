/** The brokers that messages are measured on: a bus over each, and its client without a bus. */

import { memoryMessageBus } from "../../adapters/memory/mod.ts";
import { openRedis, redisMessageBus } from "../../adapters/redis/mod.ts";
import { findRedis } from "../../adapters/redis/testdata/server.ts";
import { randomIds, silentLog, systemClock, systemRandom } from "../../adapters/system/mod.ts";
import type { MessageBus } from "../../application/messaging/message_bus.ts";

/** A message as a client sends it. */
export interface Sent {
  readonly key: string;
  readonly text: string;
}

/** A broker with nothing in it yet. */
export interface BenchBroker extends AsyncDisposable {
  /** Opens a bus, with nothing on it for each new name. */
  readonly bus: (name: string) => Promise<MessageBus>;
  /** Sends a batch with the client alone, as fast as it can, and waits for the acknowledgements. */
  readonly send: (batch: readonly Sent[]) => Promise<void>;
}

/** A broker by name, or why there is none. */
export interface NamedBroker {
  readonly name: string;
  readonly open: () => Promise<BenchBroker | { readonly missing: string }>;
}

const ports = {
  clock: systemClock(),
  newId: randomIds(),
  random: systemRandom(),
  log: silentLog(),
};

/** All brokers. */
export const brokers: readonly NamedBroker[] = [
  { name: "memory", open: openMemory },
  { name: "Redis", open: openRedisBroker },
];

function openMemory(): Promise<BenchBroker> {
  const sent: string[] = [];
  return Promise.resolve({
    bus: () => Promise.resolve(memoryMessageBus(ports)),
    send: (batch) => {
      sent.splice(0, sent.length, ...batch.map(({ text }) => text));
      return Promise.resolve();
    },
    [Symbol.asyncDispose]: () => Promise.resolve(),
  });
}

async function openRedisBroker(): Promise<BenchBroker | { readonly missing: string }> {
  const server = await findRedis();
  if ("missing" in server) return server;
  const { Redis } = await import("ioredis");
  const redis = new Redis(server.url);
  const raw = `bench-raw-${crypto.randomUUID()}`;
  const used = [raw];
  const opened = await openRedis(server.url);
  return {
    bus: (name) => {
      used.push(name);
      return Promise.resolve(redisMessageBus(opened.client, ports, { name }));
    },
    send: async (batch) => {
      const pipeline = redis.pipeline();
      for (const { key, text } of batch) pipeline.xadd(raw, "*", "key", key, "event", text);
      await pipeline.exec();
    },
    [Symbol.asyncDispose]: async () => {
      for (const name of used) {
        const keys = await redis.keys(`*${name}*`);
        if (keys.length > 0) await redis.del(...keys);
      }
      await redis.quit();
      opened[Symbol.dispose]();
    },
  };
}
