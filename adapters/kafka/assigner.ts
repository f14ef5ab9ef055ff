/** Sharing out the partitions of a group: evenly, and none away from a member at work on it. */

import type { KafkaAssignerFactory, KafkaAssignment, KafkaMember } from "./client.ts";
import { decodeMembership, encodeAssignment, encodeMembership } from "./member_protocol.ts";

/** A member of a group, and what it told. */
export interface Member {
  readonly id: string;
  readonly topics: readonly string[];
  /** Partitions of which it has a message in work. */
  readonly held: KafkaAssignment;
}

/**
 * Makes an assigner. The driver joins a group anew without waiting for what is being received, so
 * each member tells what it holds, and keeps that: a key stays in one place.
 */
export function assignerOf(hold: () => KafkaAssignment): KafkaAssignerFactory {
  return ({ cluster }) => ({
    name: "portico",
    version: 1,
    protocol: ({ topics }) => ({
      name: "portico",
      metadata: encodeMembership({ topics, held: hold() }),
    }),
    assign: async ({ members }) => {
      const told = members.map(readMember);
      const topics = [...new Set(told.flatMap((member) => member.topics))];
      // The one that shares out may want less than others do.
      await cluster.addMultipleTargetTopics(topics);
      const partitions = Object.fromEntries(topics.map((topic) => [
        topic,
        cluster.findTopicPartitionMetadata(topic).map(({ partitionId }) => partitionId),
      ]));
      return [...shareOut(told, partitions)].map(([memberId, assignment]) => ({
        memberId,
        memberAssignment: encodeAssignment(assignment),
      }));
    },
  });
}

function readMember({ memberId, memberMetadata }: KafkaMember): Member {
  return { id: memberId, ...decodeMembership(memberMetadata) };
}

/** Gives every member its partitions: those that it holds, and as many as any other. */
export function shareOut(
  members: readonly Member[],
  partitions: KafkaAssignment,
): ReadonlyMap<string, KafkaAssignment> {
  const shares = new Map(members.map(({ id }): [string, KafkaAssignment] => [id, {}]));
  const counts = new Map<string, number>();
  const sorted = members.toSorted((a, b) => a.id < b.id ? -1 : 1);

  function give(topic: string, partition: number, among: readonly Member[]): void {
    const [first, ...others] = among;
    if (first === undefined) return;
    const count = (id: string) => counts.get(id) ?? 0;
    const { id } = others.reduce((a, b) => count(b.id) < count(a.id) ? b : a, first);
    counts.set(id, count(id) + 1);
    const share = shares.get(id) ?? {};
    share[topic] = [...share[topic] ?? [], partition];
  }

  for (const holds of [true, false]) {
    for (const [topic, numbers] of Object.entries(partitions)) {
      for (const partition of numbers.toSorted((a, b) => a - b)) {
        const wanting = sorted.filter(({ topics }) => topics.includes(topic));
        const holders = wanting.filter(({ held }) => held[topic]?.includes(partition));
        if (holds === holders.length > 0) give(topic, partition, holds ? holders : wanting);
      }
    }
  }
  return shares;
}
