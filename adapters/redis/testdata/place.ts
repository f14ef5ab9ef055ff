/** Names of keys that go away with their test. */

import type { MessageBus } from "../../../application/messaging/message_bus.ts";
import { Redis } from "ioredis";
import { openRedis, redisMessageBus, type RedisMessageBusOptions } from "../mod.ts";
import { systemPorts } from "./system_ports.ts";

/** A name of its own, and a client beside the buses. */
export interface TestPlace extends AsyncDisposable {
  readonly name: string;
  readonly redis: Redis;
  readonly open: (options?: RedisMessageBusOptions) => Promise<MessageBus>;
}

/** Makes up a name, and connects. */
export async function testPlace(url: string): Promise<TestPlace> {
  const name = `test-${crypto.randomUUID()}`;
  const { client, [Symbol.dispose]: dispose } = await openRedis(url);
  const redis = new Redis(url);
  return {
    name,
    redis,
    open: (options) =>
      Promise.resolve(redisMessageBus(client, systemPorts, { name, lease: 1000, ...options })),
    [Symbol.asyncDispose]: async () => {
      const keys = await redis.keys(`{${name}}:*`);
      if (keys.length > 0) await redis.del(...keys);
      await redis.quit();
      dispose();
    },
  };
}
