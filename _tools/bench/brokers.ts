/** The brokers that messages are measured on: a bus over each, and its client without a bus. */

import { kafkaMessageBus, openKafka } from "../../adapters/kafka/mod.ts";
import { missingCluster, testCluster } from "../../adapters/kafka/testdata/cluster.ts";
import { memoryMessageBus } from "../../adapters/memory/mod.ts";
import { natsMessageBus, type OpenedNats, openNats } from "../../adapters/nats/mod.ts";
import { findNats } from "../../adapters/nats/testdata/server.ts";
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
  /**
   * Sends a batch with the client alone, as fast as it can, and waits for the acknowledgements;
   * `undefined` where there is no client.
   */
  readonly send: ((batch: readonly Sent[]) => Promise<void>) | undefined;
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
  { name: "NATS", open: openNatsBroker },
  { name: "Redis", open: openRedisBroker },
  { name: "Kafka", open: openKafkaBroker },
];

function openMemory(): Promise<BenchBroker> {
  return Promise.resolve({
    bus: () => Promise.resolve(memoryMessageBus(ports)),
    send: undefined,
    [Symbol.asyncDispose]: () => Promise.resolve(),
  });
}

async function openNatsBroker(): Promise<BenchBroker | { readonly missing: string }> {
  const server = await findNats();
  if ("missing" in server) return server;
  const { jetstream, jetstreamManager } = await import("@nats-io/jetstream");
  const { connect } = await import("@nats-io/transport-node");
  const connection = await connect({ servers: server.url.replace("nats://", "") });
  const manager = await jetstreamManager(connection);
  const client = jetstream(connection);
  const raw = `bench-raw-${crypto.randomUUID()}`;
  await manager.streams.add({ name: raw, subjects: [`${raw}.>`] });
  const used = [raw];
  const opened: OpenedNats[] = [];
  return {
    bus: async (name) => {
      used.push(name);
      const next = await openNats(server.url);
      opened.push(next);
      return await natsMessageBus(next.client, ports, { name });
    },
    send: async (batch) => {
      await Promise.all(batch.map(({ text }) => client.publish(`${raw}.accounts`, text)));
    },
    [Symbol.asyncDispose]: async () => {
      for (const name of used) await manager.streams.delete(name).catch(() => {});
      for (const each of opened) await each[Symbol.asyncDispose]();
      await connection.close();
    },
  };
}

async function openKafkaBroker(): Promise<BenchBroker | { readonly missing: string }> {
  const missing = missingCluster();
  if (missing !== undefined) return { missing };
  const { brokers, options, mock } = await testCluster();
  const { Kafka, logLevel } = (await import("kafkajs")).default;
  const kafka = new Kafka({ brokers: [...brokers], logLevel: logLevel.NOTHING });
  const producer = kafka.producer({ maxInFlightRequests: 1 });
  await producer.connect();
  const opened = await openKafka({ brokers }, ports);
  const raw = `bench-raw-${crypto.randomUUID()}`;
  return {
    bus: (name) => Promise.resolve(kafkaMessageBus(opened.client, ports, { ...options, name })),
    send: async (batch) => {
      const messages = batch.map(({ key, text }) => ({ key, value: text }));
      await producer.send({ topic: raw, acks: -1, messages });
    },
    [Symbol.asyncDispose]: async () => {
      await producer.disconnect();
      await opened[Symbol.asyncDispose]();
      await mock?.[Symbol.asyncDispose]();
    },
  };
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
