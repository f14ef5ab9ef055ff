import { assertEquals } from "@std/assert";
import type { KafkaAdmin, KafkaOffset } from "./client.ts";
import { beginGroup, statusOfGroups } from "./groups.ts";

const places: Readonly<Record<string, Awaited<ReturnType<KafkaAdmin["fetchOffsets"]>>>> = {
  "shop.readers": [
    {
      topic: "shop.users",
      partitions: [{ partition: 0, offset: "7" }, { partition: 1, offset: "3" }],
    },
    { topic: "shop.orders", partitions: [{ partition: 0, offset: "-1" }] },
  ],
  "shop.away": [{ topic: "shop.users", partitions: [{ partition: 0, offset: "2" }] }],
  "shop.done": [],
};
const extents: Readonly<Record<string, Awaited<ReturnType<KafkaAdmin["fetchTopicOffsets"]>>>> = {
  // Of the first partition what came before 5 is gone.
  "shop.users": [
    { partition: 0, low: "5", high: "10" },
    { partition: 1, low: "0", high: "3" },
  ],
  "shop.orders": [{ partition: 0, low: "2", high: "4" }],
};

const admin = {
  listGroups: () =>
    Promise.resolve({
      groups: ["shop.readers", "shop.away", "shop.done", "shop.x.readers", "other.readers", "shop."]
        .map((groupId) => ({ groupId })),
    }),
  fetchOffsets: ({ groupId }: { groupId: string }) => Promise.resolve(places[groupId] ?? []),
  fetchTopicOffsets: (topic: string) => Promise.resolve(extents[topic] ?? []),
} as Partial<KafkaAdmin> as KafkaAdmin;

Deno.test("statusOfGroups counts what the broker has and each group of the bus has not finished", async () => {
  assertEquals(await statusOfGroups(admin, "shop."), [
    { group: "away", waiting: 5 },
    { group: "done", waiting: 0 },
    { group: "readers", waiting: 3 + 0 + 2 },
  ]);
});

Deno.test("beginGroup commits where a partition begins, unless the group has been there", async () => {
  const committed: KafkaOffset[] = [];
  const consumer = {
    commitOffsets: (offsets: KafkaOffset[]) => Promise.resolve(void committed.push(...offsets)),
  };

  await beginGroup(admin, consumer, "shop.readers", { "shop.users": [0, 1], "shop.orders": [0] });

  assertEquals(committed, [{ topic: "shop.orders", partition: 0, offset: "2" }]);
});
