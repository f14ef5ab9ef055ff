/** How the groups of a bus are doing: what the broker has, and how far each has come. */

import type { GroupStatus } from "../../application/messaging/message_bus.ts";
import type { KafkaAdmin, KafkaAssignment, KafkaConsumer, KafkaOffset } from "./client.ts";

/** First and last offsets of a partition, as numbers. */
interface Extent {
  readonly low: number;
  readonly high: number;
}

type Extents = ReadonlyMap<string, ReadonlyMap<number, Extent>>;

/**
 * Tells how the groups of a bus, which have a prefix, are doing, ordered by name. The broker counts the records of their
 * topics, of whatever type they are.
 */
export async function statusOfGroups(
  admin: KafkaAdmin,
  prefix: string,
): Promise<readonly GroupStatus[]> {
  const groupIds = (await admin.listGroups()).groups
    .map(({ groupId }) => groupId)
    .filter((id) => id.startsWith(prefix) && isGroup(id.slice(prefix.length)));
  const places = await Promise.all(groupIds.map((groupId) => admin.fetchOffsets({ groupId })));
  const topics = new Set(places.flat().map(({ topic }) => topic));
  const extents = await extentsOf(admin, [...topics]);
  return groupIds.map((groupId, index) => ({
    group: groupId.slice(prefix.length),
    waiting: (places[index] ?? []).reduce((sum, { topic, partitions }) => {
      const ends = extents.get(topic);
      const counts = partitions.map(({ partition, offset }) =>
        waitingAt(Number(offset), ends?.get(partition))
      );
      return sum + counts.reduce((a, b) => a + b, 0);
    }, 0),
  })).toSorted((a, b) => a.group < b.group ? -1 : 1);
}

/** Commits where a new group begins in its partitions; where it has been before, it stays. */
export async function beginGroup(
  admin: KafkaAdmin,
  consumer: Pick<KafkaConsumer, "commitOffsets">,
  groupId: string,
  assignment: KafkaAssignment,
): Promise<void> {
  const topics = Object.keys(assignment);
  const places = await admin.fetchOffsets({ groupId, topics });
  const extents = await extentsOf(admin, topics);
  const beginnings = places.flatMap(({ topic, partitions }): KafkaOffset[] =>
    partitions
      .filter(({ partition, offset }) =>
        Number(offset) < 0 && assignment[topic]?.includes(partition)
      )
      .map(({ partition }) => ({
        topic,
        partition,
        offset: String(extents.get(topic)?.get(partition)?.low ?? 0),
      }))
  );
  if (beginnings.length > 0) await consumer.commitOffsets(beginnings);
}

/** Groups of a bus with a longer name begin the same. */
function isGroup(name: string): boolean {
  return /^[a-z0-9-]{1,64}$/.test(name);
}

async function extentsOf(admin: KafkaAdmin, topics: readonly string[]): Promise<Extents> {
  return new Map(
    await Promise.all(topics.map(async (topic): Promise<[string, Map<number, Extent>]> => {
      const offsets = await admin.fetchTopicOffsets(topic);
      return [
        topic,
        new Map(offsets.map(({ partition, low, high }) => [
          partition,
          { low: Number(low), high: Number(high) },
        ])),
      ];
    })),
  );
}

function waitingAt(offset: number, extent: Extent | undefined): number {
  return extent === undefined ? 0 : Math.max(0, extent.high - Math.max(offset, extent.low));
}
