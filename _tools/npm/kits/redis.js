/** The message bus over Redis of the installed package, where a server answers. */

import { Buffer } from "node:buffer";
import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import process from "node:process";
import { partitionOf } from "@portico/core";
import { messageBusConformance } from "@portico/core/conformance";
import { openRedis, redisMessageBus } from "@portico/core/redis";
import { randomIds, silentLog, systemClock, systemRandom } from "@portico/core/system";
import { Redis } from "ioredis";

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
  if (url === undefined) {
    const title = `(skipped: ${missing})`;
    console.info(`redis ${title}`);
    if (process.env.REQUIRE_SERVICES !== "1") test.skip(title, () => {});
    else test(title, () => Promise.reject(new Error(missing)));
    return;
  }
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
  const broker = told ? undefined : await startServer();
  const url = told ?? broker.url;
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

async function startServer() {
  const folder = await mkdtemp(join(tmpdir(), "portico-kit-redis-"));
  const port = await freePort();
  const url = `redis://127.0.0.1:${port}`;
  const place = ["--port", `${port}`, "--bind", "127.0.0.1", "--dir", folder, "--save", ""];
  const kept = ["--appendonly", "yes", "--appendfsync", "always"];
  let server;

  async function start() {
    if (server) return;
    server = spawn("redis-server", [...place, ...kept], { stdio: "ignore" });
    const redis = new Redis(url, { retryStrategy: () => 20, maxRetriesPerRequest: null });
    redis.on("error", () => {});
    await redis.ping();
    redis.disconnect();
  }

  async function stop() {
    const stopped = server;
    server = undefined;
    if (!stopped) return;
    stopped.kill("SIGKILL");
    await once(stopped, "exit");
  }

  await start();
  return {
    ...{ url, start, stop },
    [Symbol.asyncDispose]: async () => {
      await stop();
      await rm(folder, { recursive: true });
    },
  };
}

async function freePort() {
  const listener = createServer().listen(0, "127.0.0.1");
  await once(listener, "listening");
  const { port } = listener.address();
  listener.close();
  await once(listener, "close");
  return port;
}
