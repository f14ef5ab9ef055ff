/** The message bus over Redis of the installed package, where a server answers. */

import { Buffer } from "node:buffer";
import { spawnSync } from "node:child_process";
import process from "node:process";
import { partitionOf } from "@portico/core";
import { messageBusConformance } from "@portico/core/conformance";
import { openRedis, redisMessageBus } from "@portico/core/redis";
import { randomIds, silentLog, systemClock, systemRandom } from "@portico/core/system";
import { Redis } from "ioredis";
import { registerMissing } from "./missing_service.js";
import { startServer } from "./own_server.js";

const ports = {
  clock: systemClock(),
  newId: randomIds(),
  random: systemRandom(),
  log: silentLog(),
};
const lanes = Array.from({ length: 16 }, (_, lane) => lane);

/** Registers the kit at the server that the tests use; outages are tried with servers of its own. */
export async function registerRedis(test) {
  const { url, missing } = await findServer();
  if (url === undefined) return registerMissing(test, "redis", missing);
  const { error } = spawnSync("redis-server", ["--version"]);
  messageBusConformance({
    test,
    create: ({ outages }) => redisPlace(outages ? undefined : url),
    capabilities: {
      unread: true,
      history: true,
      outages: error ? { missing: `redis-server cannot be started (${error.message})` } : true,
      foreignClients: true,
      typesApart: true,
      sizeLimit: true,
      exactCounts: true,
    },
  });
}

async function findServer() {
  const url = process.env.TEST_REDIS_URL || "redis://127.0.0.1:6379";
  const redis = new Redis(url, { lazyConnect: true, retryStrategy: () => null });
  const errors = [];
  redis.on("error", (error) => errors.push(error));
  try {
    await redis.connect();
    return { url };
  } catch (error) {
    return { missing: `no Redis server answers at ${url} (${(errors[0] ?? error).message})` };
  } finally {
    redis.disconnect();
  }
}

/** Gives a name of its own at a server, or at one that is started for it when none is told. */
async function redisPlace(told) {
  const broker = told ? undefined : await startRedis();
  const url = told ?? `redis://127.0.0.1:${broker.port}`;
  const name = `kit-${crypto.randomUUID()}`;
  const opened = await openRedis(url);
  const redis = new Redis(url, { protocol: 2 });
  redis.on("error", () => {});
  const stream = (channel, lane) => `{${name}}:${channel}:${String(lane).padStart(2, "0")}`;
  const settings = { name, lease: 1000, deadline: 2000, closeWithin: 1000 };
  return {
    open: () => Promise.resolve(redisMessageBus(opened.client, ports, settings)),
    foreign: {
      put: ({ channel, key, type, bytes }) =>
        redis.xadd(
          stream(channel, partitionOf(key, lanes.length)),
          ...["*", "key", key, "type", type, "event", Buffer.from(bytes)],
        ),
      read: (channel) => readAll(redis, lanes.map((lane) => stream(channel, lane))),
    },
    broker,
    largestMessage: 2 ** 20,
    [Symbol.asyncDispose]: async () => {
      if (told) {
        const keys = await redis.keys(`{${name}}:*`);
        if (keys.length > 0) await redis.del(...keys);
      }
      redis.disconnect();
      opened[Symbol.dispose]();
      await broker?.[Symbol.asyncDispose]();
    },
  };
}

async function readAll(redis, streams) {
  const found = await redis.xreadBuffer("STREAMS", ...streams, ...streams.map(() => "0"));
  return (found ?? []).flatMap(([, entries]) => entries)
    .map(([id, fields]) => ({ place: id.toString().split("-").map(Number), event: fields[5] }))
    .sort(({ place: a }, { place: b }) => a[0] - b[0] || a[1] - b[1])
    .map(({ event }) => event);
}

function startRedis() {
  const kept = ["--appendonly", "yes", "--appendfsync", "always", "--save", ""];
  return startServer(
    "redis-server",
    (port, folder) => ["--port", port, "--bind", "127.0.0.1", "--dir", folder, ...kept],
    async (port) => {
      const redis = new Redis(port, { retryStrategy: () => 20, maxRetriesPerRequest: null });
      redis.on("error", () => {});
      await redis.ping();
      redis.disconnect();
    },
  );
}
