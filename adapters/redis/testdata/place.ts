/** Names of keys that go away with their test. */

import { Redis } from "ioredis";
import type { MessageBus } from "../../../application/messaging/message_bus.ts";
import type { MessageBusPlace } from "../../conformance/mod.ts";
import {
  openRedis,
  type RedisClient,
  redisMessageBus,
  type RedisMessageBusOptions,
  type RedisMessageBusPorts,
} from "../mod.ts";
import { PARTITIONS } from "../../../application/messaging/partition.ts";
import { keysOf } from "../keys.ts";
import { foreignClient } from "./foreign.ts";
import { type OwnServer, startOwnServer } from "./own_server.ts";
import { systemPorts } from "../../testdata/system_ports.ts";

/** A name of its own, and a client beside the buses. */
export interface TestPlace extends MessageBusPlace {
  readonly url: string;
  /** The server, when it is the place's own. */
  readonly broker?: OwnServer;
  readonly name: string;
  readonly redis: Redis;
  /** Looks at the lanes of the lamps. */
  readonly lanes: () => Promise<readonly LaneAtServer[]>;
  /** Counts the lanes of each reader of the lamps. */
  readonly shares: () => Promise<readonly number[]>;
  readonly open: (
    options?: RedisMessageBusOptions,
    client?: RedisClient,
    ports?: RedisMessageBusPorts,
  ) => Promise<MessageBus>;
}

/** A lane of the lamps, as it is for the group of readers. */
export interface LaneAtServer {
  readonly partition: number;
  readonly stream: string;
  readonly length: number;
  readonly leases: string;
  /** Its expiry and its owner; `""` when nobody has it. */
  readonly lease: string;
}

/** Makes up a name at a server, or at one of its own when none is told. */
export async function testPlace(
  told?: string,
  settings?: readonly string[],
): Promise<TestPlace> {
  const own = told === undefined ? await startOwnServer(settings) : undefined;
  const url = told ?? own?.url ?? "";
  const name = `test-${crypto.randomUUID()}`;
  const opened = await openRedis(url);
  const redis = new Redis(url);
  redis.on("error", () => {});

  async function lanes(): Promise<readonly LaneAtServer[]> {
    const keys = keysOf(name);
    const leases = keys.leases("lamps", "readers");
    const held = await redis.hgetall(leases);
    return await Promise.all(
      keys.streams("lamps", PARTITIONS).map(async (stream, partition) => {
        const lease = held[partition] ?? "";
        return { partition, stream, length: await redis.xlen(stream), leases, lease };
      }),
    );
  }

  async function shares(): Promise<readonly number[]> {
    const owners = (await lanes()).map(({ lease }) => lease.split(":")[1] ?? "");
    const owned = Map.groupBy(owners.filter((owner) => owner !== ""), (owner) => owner);
    return [...owned.values()].map(({ length }) => length).sort();
  }

  return {
    ...{ url, name, redis, lanes, shares },
    open: (options, client = opened.client, ports = systemPorts) => {
      const short = { name, lease: 1000, deadline: 2000, closeWithin: 1000, ...options };
      return Promise.resolve(redisMessageBus(client, ports, short));
    },
    foreign: foreignClient(url, name, redis),
    ...(own === undefined ? {} : { broker: own }),
    largestMessage: 2 ** 20,
    [Symbol.asyncDispose]: async () => {
      if (own === undefined) await removeKeys(redis, name);
      redis.disconnect();
      opened[Symbol.dispose]();
      await own?.[Symbol.asyncDispose]();
    },
  };
}

async function removeKeys(redis: Redis, name: string): Promise<void> {
  const keys = await redis.keys(`{${name}}:*`);
  if (keys.length > 0) await redis.del(...keys);
}
