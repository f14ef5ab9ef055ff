/** A client that knows itself what the stand-in for a cluster cannot tell: which groups there are. */

import type { KafkaAdmin, KafkaClient } from "../mod.ts";

/** Lists the groups that have worked through it, and the places that they have in its topics. */
export function completed(client: KafkaClient): KafkaClient {
  const groups = new Set<string>();
  const topics = new Set<string>();

  function complete(admin: KafkaAdmin): KafkaAdmin {
    return {
      ...admin,
      fetchTopicMetadata: async (request) => {
        const answer = await admin.fetchTopicMetadata(request);
        for (const topic of request.topics) topics.add(topic);
        return answer;
      },
      listGroups: async () => {
        // Only who gets an answer knows anything.
        await admin.describeCluster();
        return { groups: [...groups].map((groupId) => ({ groupId })) };
      },
      fetchOffsets: async (request) => {
        const answer = await admin.fetchOffsets({ topics: [...topics], ...request });
        const isThere = (offset: string) => Number(offset) >= 0;
        return request.topics
          ? answer
          : answer.filter(({ partitions }) => partitions.some(({ offset }) => isThere(offset)));
      },
    };
  }

  return {
    producer: (options) => client.producer(options),
    admin: () => complete(client.admin()),
    consumer: (options) => {
      groups.add(options.groupId);
      return client.consumer(options);
    },
  };
}
