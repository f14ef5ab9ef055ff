/** The MessageBus port over Redis Streams. */

import type { MessageBus } from "../../application/messaging/message_bus.ts";
import { PARTITIONS } from "../../application/messaging/partition.ts";
import type { Clock, Log, NewId, Random } from "../../application/ports.ts";
import type { RedisClient } from "./client.ts";
import { connect } from "./connections.ts";
import { openBus } from "./open_bus.ts";

/** What a bus over Redis stands on. */
export interface RedisMessageBusPorts {
  readonly clock: Clock;
  readonly newId: NewId;
  /** Spreads out attempts. */
  readonly random: Random;
  readonly log: Pick<Log, "warn">;
}

/** How a bus over Redis differs from the usual one. */
export interface RedisMessageBusOptions {
  /** What the names of all keys begin with; `"portico"` unless told. */
  readonly name?: string;
  /** Lanes of a channel that is not there yet; 16 unless told. */
  readonly partitions?: number;
  /** Bytes of the largest message; 1 MiB unless told. */
  readonly messageBytes?: number;
  /** How long a call waits for the server, in milliseconds; 10 seconds unless told. */
  readonly deadline?: number;
  /** After how long without a sign of life others take over, in milliseconds; 10 seconds unless told. */
  readonly lease?: number;
  /**
   * How long messages are kept that no group needs, for groups to come, in milliseconds; one day
   * unless told. Where there is no group yet, that is how long messages wait for one.
   */
  readonly keep?: number;
  /** How long closing waits for what is being received, in milliseconds; 5 seconds unless told. */
  readonly closeWithin?: number;
}

/**
 * Opens a bus on a Redis server (7.0 or newer), over a client of the `ioredis` driver. The bus makes
 * connections of its own from it, two at most, and ends them; the client stays as it is.
 *
 * What was published outlives whatever the server's settings let it outlive: `appendonly` on,
 * `appendfsync` at `always`. Otherwise the log is warned. A message whose answer was lost with its
 * connection may be there twice; receivers tell it by source and id.
 *
 * @example
 * ```ts
 * import { openRedis, redisMessageBus } from "@portico/core/redis";
 * import { randomIds, silentLog, systemClock, systemRandom } from "@portico/core/system";
 *
 * const ports = {
 *   clock: systemClock(),
 *   newId: randomIds(),
 *   random: systemRandom(),
 *   log: silentLog(),
 * };
 *
 * async function tell(url: string) {
 *   using opened = await openRedis(url);
 *   await using bus = redisMessageBus(opened.client, ports);
 *   await bus.publish([{
 *     channel: "lamps",
 *     event: { id: "1", source: "/hall", type: "LampLit", subject: "lamp-1", extensions: {} },
 *   }]);
 * }
 * ```
 */
export function redisMessageBus(
  client: RedisClient,
  ports: RedisMessageBusPorts,
  options: RedisMessageBusOptions = {},
): MessageBus {
  const settings = { ...defaults, ...options };
  return openBus(connect(client, ports, settings), ports, settings);
}

const defaults = {
  name: "portico",
  partitions: PARTITIONS,
  messageBytes: 2 ** 20,
  deadline: 10_000,
  lease: 10_000,
  keep: 24 * 60 * 60 * 1000,
  closeWithin: 5000,
} as const;
