import { withPostgres } from "../adapters/postgres/testdata/server.ts";
import { openRedis, redisMessageBus } from "../adapters/redis/mod.ts";
import { missingServer, startOwnServer } from "../adapters/redis/testdata/own_server.ts";
import { systemPorts } from "../adapters/testdata/system_ports.ts";
import { withFound } from "../adapters/testdata/with_found.ts";
import { tradeThroughChaos } from "./testdata/broker_chaos.ts";

const missing = missingServer();

await withPostgres(
  "chaos over Redis",
  (server) =>
    withFound("chaos over Redis", missing === undefined ? {} : { missing }, () => {
      Deno.test("[F-4] over Redis nobody is left without a mail, whatever is killed when", async () => {
        await using redis = await startOwnServer();
        using opened = await openRedis(redis.url);
        await using bus = redisMessageBus(opened.client, systemPorts);
        await tradeThroughChaos({ ...redis, groups: bus.groups }, server);
      });
    }),
);
