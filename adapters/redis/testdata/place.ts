/** Names of keys that go away with their test. */

import { Redis } from "ioredis";
import type { MessageBus } from "../../../application/messaging/message_bus.ts";
import type { MessageBusPlace } from "../../conformance/mod.ts";
import { openRedis, redisMessageBus, type RedisMessageBusOptions } from "../mod.ts";
import { foreignClient } from "./foreign.ts";
import { startOwnServer } from "./own_server.ts";
import { systemPorts } from "./system_ports.ts";

/** A name of its own, and a client beside the buses. */
export interface TestPlace extends MessageBusPlace {
  readonly url: string;
  readonly name: string;
  readonly redis: Redis;
  readonly open: (options?: RedisMessageBusOptions) => Promise<MessageBus>;
}

/** Makes up a name at a server, or at one of its own when none is told. */
export async function testPlace(told?: string): Promise<TestPlace> {
  const own = told === undefined ? await startOwnServer() : undefined;
  const url = told ?? own?.url ?? "";
  const name = `test-${crypto.randomUUID()}`;
  const opened = await openRedis(url);
  const redis = new Redis(url);
  redis.on("error", () => {});
  return {
    ...{ url, name, redis },
    open: (options) => {
      const short = { name, lease: 1000, deadline: 2000, closeWithin: 1000, ...options };
      return Promise.resolve(redisMessageBus(opened.client, systemPorts, short));
    },
    foreign: foreignClient(url, name, redis),
    ...(own === undefined ? {} : { broker: own }),
    largestMessage: 2 ** 20,
    [Symbol.asyncDispose]: async () => {
      const keys = await redis.keys(`{${name}}:*`);
      if (keys.length > 0) await redis.del(...keys);
      redis.disconnect();
      opened[Symbol.dispose]();
      await own?.[Symbol.asyncDispose]();
    },
  };
}
