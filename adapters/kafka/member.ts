/** A member of a group, for as long as the driver keeps it. */

import type { Clock } from "../../application/ports.ts";
import type { KafkaAssignment, KafkaBatch, KafkaClient, KafkaConsumer } from "./client.ts";
import { assignerOf } from "./assigner.ts";
import { RETRY } from "./retry.ts";
import { Watch } from "./watch.ts";

/** How a member takes part. */
export interface MemberOptions {
  readonly groupId: string;
  readonly topics: readonly string[];
  readonly timing: MemberTiming;
}

/** How a group notices and what it waits for, in milliseconds. */
export interface MemberTiming {
  /** A member of which nothing is heard for so long is out of the group. */
  readonly sessionTimeout: number;
  readonly heartbeatInterval: number;
  /** How long others have to join when the group shares out anew. */
  readonly rebalanceTimeout: number;
  /** How long the broker waits for a record before it says that there is none. */
  readonly longestFetch: number;
}

/** What a member is asked and told. */
export interface MemberWork {
  /** The group shares out anew: begins nothing, and gives the partitions that must stay. */
  readonly onSharing: () => KafkaAssignment;
  readonly onAssigned: (consumer: KafkaConsumer, assignment: KafkaAssignment) => void;
  readonly onBatch: (consumer: KafkaConsumer, batch: KafkaBatch) => void;
}

/** A member, and when the driver gave it up. */
export interface Member {
  /** Resolves when it was started; rejects when that failed. */
  readonly started: Promise<void>;
  /** Rejects when it takes part no more. */
  readonly crashed: Promise<never>;
  /** Leaves the group. */
  readonly leave: () => Promise<void>;
}

/** Joins a group. The driver's own restarts are switched off: whoever asks starts a new one. */
export function joinGroup(
  client: KafkaClient,
  clock: Pick<Clock, "monotonic" | "sleep">,
  { groupId, topics, timing }: MemberOptions,
  { onSharing, onAssigned, onBatch }: MemberWork,
): Member {
  const { sessionTimeout, heartbeatInterval, rebalanceTimeout, longestFetch } = timing;
  let hasLeft = false;
  const consumer = client.consumer({
    groupId,
    sessionTimeout,
    heartbeatInterval,
    rebalanceTimeout,
    maxWaitTimeInMs: longestFetch,
    allowAutoTopicCreation: false,
    retry: { ...RETRY, restartOnFailure: () => Promise.resolve(false) },
    partitionAssigners: [assignerOf(() => hasLeft ? {} : onSharing())],
  });
  const watch = new Watch(clock, {
    patience: HEARTBEATS * heartbeatInterval,
    joining: rebalanceTimeout,
  });
  const crash = Promise.withResolvers<never>();
  crash.promise.catch(() => {});
  watch.hang().catch(crash.reject);
  consumer.on("consumer.crash", ({ payload }) => crash.reject(payload.error));
  consumer.on("consumer.rebalancing", () => watch.onJoining());
  consumer.on("consumer.fetch_start", ({ payload }) => watch.onFetch(String(payload.nodeId)));
  consumer.on("consumer.group_join", ({ payload }) => {
    watch.onJoining();
    if (!hasLeft) onAssigned(consumer, payload.memberAssignment);
  });

  async function start(): Promise<void> {
    await consumer.connect();
    if (hasLeft) return;
    await consumer.subscribe({ topics: [...topics], fromBeginning: true });
    if (hasLeft) return;
    await consumer.run({
      autoCommit: false,
      // Never waits: the driver fetches nothing from a broker while a batch of it is in work.
      eachBatch: ({ batch }) => {
        if (!hasLeft) onBatch(consumer, batch);
        return Promise.resolve();
      },
    });
  }

  const started = start();
  return {
    started,
    crashed: crash.promise,
    leave: async () => {
      hasLeft = true;
      watch.end();
      // Whom the driver disconnects while it joins, it would connect again and never let go.
      await started.catch(() => {});
      await consumer.disconnect();
    },
  };
}

/** A consumer that asks for no records while so many heartbeats could pass hangs. */
const HEARTBEATS = 20;
