/**
 * A message bus over Redis Streams.
 *
 * @module
 */

export type {
  RedisClient,
  RedisConnection,
  RedisConnectionSettings,
  RedisEvent,
} from "./client.ts";
export {
  redisMessageBus,
  type RedisMessageBusOptions,
  type RedisMessageBusPorts,
} from "./message_bus.ts";
export { type OpenedRedis, openRedis } from "./open_client.ts";
