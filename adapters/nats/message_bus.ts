/** The MessageBus port over NATS JetStream, for any number of processes and machines. */

import type { MessageBus } from "../../application/messaging/message_bus.ts";
import type { NatsClient, NatsHeaders } from "./client.ts";
import { type BusPorts, connectedBus } from "./connected_bus.ts";

/** What a bus over NATS stands on. */
export type NatsMessageBusPorts = BusPorts;

/** How a bus over NATS differs from the usual one. */
export interface NatsMessageBusOptions {
  /** Of the stream, and the first part of all subjects; `"portico"` unless told. */
  readonly name?: string;
  /**
   * Lanes of each channel, 1 to 100, which the stream has for good: with another number than it has
   * the bus does not open. Unless told, what it has, and 16 in a new one.
   */
  readonly partitions?: number;
  /** On how many servers a new stream is kept, 1 to 5; 1 unless told. */
  readonly replicas?: number;
  /** How long a new stream keeps messages, in milliseconds; 7 days unless told. */
  readonly maxAge?: number;
  /**
   * After how many milliseconds a message comes again that a dead worker had; 10 seconds unless
   * told. The same in all processes of a group.
   */
  readonly ackWait?: number;
  /** How long a call waits for the server, in milliseconds; 10 seconds unless told. */
  readonly deadline?: number;
  /** How long closing waits for what is being received, in milliseconds; 5 seconds unless told. */
  readonly closeWithin?: number;
  /** The first part of the subjects of answers, for users who may have no other; `"_INBOX"`. */
  readonly inboxPrefix?: string;
}

/**
 * Opens a bus on a NATS server or cluster with JetStream, over a connection of the driver
 * `@nats-io/transport-node`, which stays open when the bus is closed. The stream is made when it is
 * not there, and left as it is when it is.
 *
 * A message is published when the server has acknowledged it. It then survives a crash of the
 * server; what a power cut can undo is up to the server's settings, and the log is warned at the
 * start of what the stream shows of them: `docs/nats.md` tells more.
 *
 * @throws {InvalidInput} when the options make no sense, or not with the stream that is there
 * @throws {BusUnavailable} when the server does not answer, or has no JetStream
 *
 * @example
 * ```ts
 * import { natsMessageBus } from "@portico/core/nats";
 * import { randomIds, silentLog, systemClock, systemRandom } from "@portico/core/system";
 * import { connect, headers } from "@nats-io/transport-node";
 *
 * const ports = {
 *   clock: systemClock(),
 *   newId: randomIds(),
 *   random: systemRandom(),
 *   log: silentLog(),
 * };
 *
 * async function tellOfLamp(servers: string) {
 *   const connection = await connect({ servers, maxReconnectAttempts: -1 });
 *   await using bus = await natsMessageBus({ connection, headers }, ports);
 *   await bus.publish([{
 *     channel: "lamps",
 *     event: { id: "1", source: "/hall", type: "LampLit", subject: "lamp-1", extensions: {} },
 *   }]);
 *   await connection.close();
 * }
 * ```
 */
export async function natsMessageBus<Headers extends NatsHeaders>(
  client: NatsClient<Headers>,
  ports: NatsMessageBusPorts,
  options: NatsMessageBusOptions = {},
): Promise<MessageBus> {
  return await connectedBus(client, ports, { ...defaults, ...options });
}

const defaults = {
  name: "portico",
  replicas: 1,
  maxAge: 7 * 24 * 60 * 60 * 1000,
  ackWait: 10_000,
  deadline: 10_000,
  closeWithin: 5000,
  inboxPrefix: "_INBOX",
} as const;
