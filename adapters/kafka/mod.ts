/**
 * A message bus over Apache Kafka, for any number of processes and machines.
 *
 * @module
 */

export { type KafkaBrokers, type KafkaMechanism, parseKafkaUrl } from "./brokers_url.ts";
export type {
  KafkaAdmin,
  KafkaAssigner,
  KafkaAssignerFactory,
  KafkaAssignment,
  KafkaBatch,
  KafkaClient,
  KafkaClusterView,
  KafkaConnections,
  KafkaConsumer,
  KafkaConsumerEvents,
  KafkaConsumerOptions,
  KafkaMember,
  KafkaOffset,
  KafkaProducer,
  KafkaProducerOptions,
  KafkaReceived,
  KafkaRecord,
  KafkaRetry,
  KafkaToPlace,
} from "./client.ts";
export type { KafkaMessageBusPorts } from "./link.ts";
export { kafkaMessageBus } from "./message_bus.ts";
export { type OpenedKafka, openKafka, type OpenKafkaOptions } from "./open_client.ts";
export type { KafkaMessageBusOptions } from "./options.ts";
