/** A driver whose consumers do as the test says. */

import type {
  KafkaAssigner,
  KafkaAssignment,
  KafkaBatch,
  KafkaClient,
  KafkaConsumer,
  KafkaOffset,
} from "../client.ts";
import { decodeMembership } from "../member_protocol.ts";

/** A consumer that does as the test says. */
export interface Puppet {
  /** Hears that the group shares out; gives what it says that it holds. */
  readonly share: () => KafkaAssignment;
  readonly assign: (assignment: KafkaAssignment) => void;
  readonly give: (batch: KafkaBatch) => void;
  readonly crash: () => void;
  readonly committed: readonly KafkaOffset[];
  readonly hasLeft: () => boolean;
  /** How often it was told to pause and to resume partitions. */
  readonly told: readonly string[];
}

/** Gives a driver, and the consumers that it will make. */
export function puppeteer(): {
  readonly client: KafkaClient;
  readonly puppets: readonly Puppet[];
} {
  const puppets: Puppet[] = [];
  const nothing = () => Promise.resolve();
  const client = {
    consumer: ({ partitionAssigners: [factory] }: { partitionAssigners: unknown[] }) => {
      const cluster = { addMultipleTargetTopics: nothing, findTopicPartitionMetadata: () => [] };
      const assigner = (factory as (group: unknown) => KafkaAssigner)({ cluster });
      const listeners = new Map<string, (event: { payload: unknown }) => void>();
      const committed: KafkaOffset[] = [];
      let eachBatch: (payload: { batch: KafkaBatch }) => void = () => {};
      const told: string[] = [];
      let hasLeft = false;
      puppets.push({
        share: () => decodeMembership(assigner.protocol({ topics: ["t"] }).metadata).held,
        assign: (memberAssignment) =>
          listeners.get("consumer.group_join")?.({ payload: { memberAssignment } }),
        give: (batch) => eachBatch({ batch }),
        crash: () => listeners.get("consumer.crash")?.({ payload: { error: new Error("Crash") } }),
        committed,
        hasLeft: () => hasLeft,
        told,
      });
      return {
        connect: nothing,
        pause: () => void told.push("pause"),
        resume: () => void told.push("resume"),
        subscribe: nothing,
        run: (options: { eachBatch: typeof eachBatch }) => {
          eachBatch = options.eachBatch;
          return nothing();
        },
        on: (event: string, listener: () => void) => void listeners.set(event, listener),
        commitOffsets: (offsets: KafkaOffset[]) => Promise.resolve(void committed.push(...offsets)),
        disconnect: () => Promise.resolve(void (hasLeft = true)),
      } as unknown as KafkaConsumer;
    },
  } as Partial<KafkaClient> as KafkaClient;
  return { client, puppets };
}
