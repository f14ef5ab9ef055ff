/** A process that reads for a group, and writes down at the server what it has received. */

import process from "node:process";
import { Redis } from "ioredis";
import { openRedis, redisMessageBus } from "../mod.ts";
import { systemPorts } from "../../testdata/system_ports.ts";

const [, , url = "", name = ""] = process.argv;
const redis = new Redis(url);
using opened = await openRedis(url);
await using bus = redisMessageBus(opened.client, systemPorts, { name, lease: 1000 });
const { signal } = new AbortController();
const { ended } = await bus.subscribe(
  { group: "readers", topics: ["lamps.*"] },
  async (arrival) => {
    const { subject, id } = arrival.message?.event ?? {};
    await systemPorts.clock.sleep(2 * Math.random());
    await redis.rpush(`{${name}}:test:${subject}`, id ?? "");
  },
  { signal },
);
await ended;
