/** The part of the `kafkajs` driver the bus stands on; a `Kafka` of it has it. */

import type { Buffer } from "node:buffer";

/** A client of one cluster, which connects when its parts do. */
export interface KafkaClient {
  readonly producer: (options: KafkaProducerOptions) => KafkaProducer;
  readonly consumer: (options: KafkaConsumerOptions) => KafkaConsumer;
  readonly admin: () => KafkaAdmin;
}

/** What has connections of its own. */
export interface KafkaConnections {
  readonly connect: () => Promise<void>;
  readonly disconnect: () => Promise<void>;
}

/** How often the driver tries again by itself, and after how many milliseconds. */
export interface KafkaRetry {
  readonly retries: number;
  readonly initialRetryTime: number;
  readonly maxRetryTime: number;
}

/** How the bus publishes. */
export interface KafkaProducerOptions {
  readonly allowAutoTopicCreation: boolean;
  readonly maxInFlightRequests: number;
  readonly retry: KafkaRetry;
  readonly createPartitioner: () => (record: KafkaToPlace) => number;
}

/** A record that needs a partition of its topic. */
export interface KafkaToPlace {
  readonly partitionMetadata: readonly unknown[];
  readonly message: { readonly key?: Uint8Array | string | null };
}

/** A record on its way to the broker. */
export interface KafkaRecord {
  readonly key: Buffer;
  readonly value: Buffer;
  readonly headers: Record<string, Buffer>;
}

/** Sends records. It rejects with what `kafkajs` rejects with: errors with `type` and `cause`. */
export interface KafkaProducer extends KafkaConnections {
  readonly sendBatch: (
    batch: {
      readonly acks: number;
      readonly timeout: number;
      readonly topicMessages: { topic: string; messages: KafkaRecord[] }[];
    },
  ) => Promise<unknown>;
}

/** How the bus receives. */
export interface KafkaConsumerOptions {
  readonly groupId: string;
  readonly sessionTimeout: number;
  readonly rebalanceTimeout: number;
  readonly heartbeatInterval: number;
  readonly maxWaitTimeInMs: number;
  readonly allowAutoTopicCreation: boolean;
  readonly retry: KafkaRetry & { readonly restartOnFailure: () => Promise<boolean> };
  readonly partitionAssigners: KafkaAssignerFactory[];
}

/** A record as it comes; offsets are decimal numbers. */
export interface KafkaReceived {
  readonly key: Uint8Array | null;
  readonly value: Uint8Array | null;
  readonly offset: string;
}

/** Records of one partition, as they come. */
export interface KafkaBatch {
  readonly topic: string;
  readonly partition: number;
  readonly messages: readonly KafkaReceived[];
}

/** Partitions of each topic. */
export type KafkaAssignment = Record<string, number[]>;

/** A place of a group in a partition. */
export interface KafkaOffset {
  readonly topic: string;
  readonly partition: number;
  readonly offset: string;
}

/** A member of a group. */
export interface KafkaConsumer extends KafkaConnections {
  readonly subscribe: (
    wanted: { readonly topics: string[]; readonly fromBeginning: boolean },
  ) => Promise<void>;
  /** Resolves when the group was joined, or could not be. */
  readonly run: (
    options: {
      readonly autoCommit: boolean;
      readonly eachBatch: (payload: { readonly batch: KafkaBatch }) => Promise<void>;
    },
  ) => Promise<void>;
  readonly commitOffsets: (offsets: KafkaOffset[]) => Promise<void>;
  readonly pause: (partitions: { topic: string; partitions: number[] }[]) => void;
  readonly resume: (partitions: { topic: string; partitions: number[] }[]) => void;
  readonly on: KafkaConsumerEvents;
}

/** What is heard of a member. */
export interface KafkaConsumerEvents {
  (
    event: "consumer.group_join",
    listener: (event: { readonly payload: { memberAssignment: KafkaAssignment } }) => void,
  ): unknown;
  (
    event: "consumer.fetch_start",
    listener: (event: { readonly payload: { readonly nodeId: number } }) => void,
  ): unknown;
  (event: "consumer.rebalancing", listener: () => void): unknown;
  (
    event: "consumer.crash",
    listener: (event: { readonly payload: { readonly error: Error } }) => void,
  ): unknown;
}

/** What an assigner can learn of the cluster. */
export interface KafkaClusterView {
  readonly addMultipleTargetTopics: (topics: string[]) => Promise<void>;
  readonly findTopicPartitionMetadata: (
    topic: string,
  ) => readonly { readonly partitionId: number }[];
}

/** Makes what shares out the partitions of a group. */
export type KafkaAssignerFactory = (
  group: { readonly cluster: KafkaClusterView },
) => KafkaAssigner;

/** Shares out the partitions of a group among its members. */
export interface KafkaAssigner {
  readonly name: string;
  readonly version: number;
  /** Says what this member tells the one that shares out; called each time the group is joined. */
  readonly protocol: (
    subscribed: { readonly topics: string[] },
  ) => { name: string; metadata: Buffer };
  readonly assign: (
    group: { readonly members: KafkaMember[]; readonly topics: string[] },
  ) => Promise<{ memberId: string; memberAssignment: Buffer }[]>;
}

/** A member, and what it told. */
export interface KafkaMember {
  readonly memberId: string;
  readonly memberMetadata: Uint8Array;
}

/** Asks the cluster about itself. */
export interface KafkaAdmin extends KafkaConnections {
  readonly describeCluster: () => Promise<{ readonly brokers: readonly unknown[] }>;
  /** Gives `false` when all of the topics are there already. */
  readonly createTopics: (
    request: {
      readonly topics: { topic: string; numPartitions: number; replicationFactor: number }[];
    },
  ) => Promise<boolean>;
  readonly fetchTopicMetadata: (
    request: { readonly topics: string[] },
  ) => Promise<{
    readonly topics: readonly {
      readonly partitions: readonly { readonly replicas: readonly number[] }[];
    }[];
  }>;
  readonly describeConfigs: (
    request: {
      readonly includeSynonyms: boolean;
      readonly resources: { type: number; name: string }[];
    },
  ) => Promise<{
    readonly resources: readonly {
      readonly configEntries: readonly {
        readonly configName: string;
        readonly configValue: string;
      }[];
    }[];
  }>;
  readonly listGroups: () => Promise<{
    readonly groups: readonly { readonly groupId: string }[];
  }>;
  /** Gives the places of a group; -1 where it has none. */
  readonly fetchOffsets: (
    request: { readonly groupId: string; readonly topics?: string[] },
  ) => Promise<
    readonly {
      readonly topic: string;
      readonly partitions: readonly { readonly partition: number; readonly offset: string }[];
    }[]
  >;
  readonly fetchTopicOffsets: (
    topic: string,
  ) => Promise<
    readonly { readonly partition: number; readonly low: string; readonly high: string }[]
  >;
}
