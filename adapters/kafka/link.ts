/** What the parts of a bus have in common: the cluster, and how it is used. */

import type { Clock, Log, Random } from "../../application/ports.ts";
import type { KafkaAdmin, KafkaClient } from "./client.ts";
import type { Connected } from "./connected.ts";
import type { KafkaSettings } from "./options.ts";
import type { TopicOf } from "./topics.ts";

/** What a bus over Kafka stands on. */
export interface KafkaMessageBusPorts {
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Log;
}

/** The way of a bus to its cluster. */
export interface Link {
  readonly client: KafkaClient;
  readonly ports: KafkaMessageBusPorts;
  readonly settings: KafkaSettings;
  readonly admin: Connected<KafkaAdmin>;
  readonly topicOf: TopicOf;
}

/** Names the consumer group of a group. */
export function groupIdOf({ settings }: Pick<Link, "settings">, group: string): string {
  return `${settings.name}.${group}`;
}
