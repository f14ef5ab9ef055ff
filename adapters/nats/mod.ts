/**
 * A message bus on NATS JetStream, for any number of processes and machines.
 *
 * @module
 */

export type {
  NatsClient,
  NatsConnection,
  NatsHeaders,
  NatsMessage,
  NatsSubscription,
} from "./client.ts";
export {
  natsMessageBus,
  type NatsMessageBusOptions,
  type NatsMessageBusPorts,
} from "./message_bus.ts";
export { type OpenedNats, openNats } from "./open_client.ts";
export { type NatsAuth, type NatsServer, parseNatsUrl } from "./server_url.ts";
