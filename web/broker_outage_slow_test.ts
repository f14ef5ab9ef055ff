import { natsMessageBus, openNats } from "../adapters/nats/mod.ts";
import { findNatsProgram, startNats } from "../adapters/nats/testdata/nats_process.ts";
import { openRedis, redisMessageBus } from "../adapters/redis/mod.ts";
import { missingServer, startOwnServer } from "../adapters/redis/testdata/own_server.ts";
import { systemPorts } from "../adapters/testdata/system_ports.ts";
import { withFound } from "../adapters/testdata/with_found.ts";
import { outlastOutage } from "./testdata/broker_outage.ts";

async function outlastNats(program: string): Promise<void> {
  await using nats = await startNats(program);
  await using opened = await openNats(nats.url);
  await using bus = await natsMessageBus(opened.client, systemPorts);
  await outlastOutage({ name: "NATS", ...nats, bus });
}

async function outlastRedis(): Promise<void> {
  await using redis = await startOwnServer();
  using opened = await openRedis(redis.url);
  await using bus = redisMessageBus(opened.client, systemPorts);
  await outlastOutage({ name: "Redis", ...redis, bus });
}

const nats = findNatsProgram();
const noRedis = missingServer();
const programs = noRedis === undefined ? nats : { missing: noRedis };

await withFound("an outage of brokers", programs, ({ program }) => {
  // Both at the same time: each waits half a minute for the most part.
  Deno.test("[F-4] NATS and Redis may be away for half a minute", async () => {
    await Promise.all([outlastNats(program), outlastRedis()]);
  });
});
