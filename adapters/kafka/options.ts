/** How a bus over Kafka differs from the usual one. */

import { InvalidInput } from "../../domain/kernel/errors.ts";
import { PARTITIONS } from "../../application/messaging/partition.ts";

/** How a bus over Kafka differs from the usual one; times are in milliseconds. */
export interface KafkaMessageBusOptions {
  /** What the names of all topics and groups begin with; `portico` unless told. */
  readonly name?: string;
  /** Partitions of a topic that is made here; 16 unless told. A topic that is there keeps its own. */
  readonly partitions?: number;
  /** Copies of a topic that is made here; 3 unless told, or as many as there are brokers. */
  readonly replicas?: number;
  /** How long a call may take; 10,000 unless told. To join a group may take `rebalanceTimeout` more. */
  readonly deadline?: number;
  /** How long closing waits for what is being received; 5,000 unless told. */
  readonly closeWithin?: number;
  /** A member of a group of which nothing is heard for so long is out of it; 30,000 unless told. */
  readonly sessionTimeout?: number;
  /** How often a member lets the broker hear of it; 3,000 unless told. */
  readonly heartbeatInterval?: number;
  /** How long members have to join anew when the group shares out; 30,000 unless told. */
  readonly rebalanceTimeout?: number;
  /** How long the broker waits for records before it says there are none; 500 unless told. */
  readonly longestFetch?: number;
}

/** Every option. */
export type KafkaSettings = Required<Omit<KafkaMessageBusOptions, "replicas">> & {
  readonly replicas: number | undefined;
};

/**
 * Fills in what was not told.
 *
 * @throws {InvalidInput}
 */
export function settingsOf({ replicas, ...options }: KafkaMessageBusOptions): KafkaSettings {
  const settings = { ...usual, ...options, replicas };
  if (/^[a-zA-Z0-9._-]{1,100}$/.test(settings.name)) return settings;
  const message = `${JSON.stringify(settings.name)} is not 1 to 100 of a-z, A-Z, 0-9, ".", _ and -`;
  throw new InvalidInput("the options of the bus", [{ path: "name", message }]);
}

const usual = {
  name: "portico",
  partitions: PARTITIONS,
  deadline: 10_000,
  closeWithin: 5000,
  sessionTimeout: 30_000,
  heartbeatInterval: 3000,
  rebalanceTimeout: 30_000,
  longestFetch: 500,
};
