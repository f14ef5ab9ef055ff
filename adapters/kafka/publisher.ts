/** Publishing messages as records. */

import type { Message } from "../../application/messaging/message.ts";
import type { KafkaClient, KafkaProducer } from "./client.ts";
import type { Connected } from "./connected.ts";
import { batchesOf, outgoingOf } from "./outgoing.ts";
import { partitionOf } from "./partitioner.ts";
import { Publication } from "./publication.ts";
import { RETRY } from "./retry.ts";
import { type TopicOf, topicsByChannel } from "./topics.ts";

/** Makes a producer whose records of one key stay in order, and are placed as by all of Kafka's. */
export function producerOf(client: KafkaClient): KafkaProducer {
  return client.producer({
    allowAutoTopicCreation: false,
    // What was sent again would otherwise come behind what was sent meanwhile.
    maxInFlightRequests: 1,
    retry: RETRY,
    createPartitioner: () => partitionOf,
  });
}

/**
 * Publishes messages. The broker may take so many milliseconds for each batch.
 *
 * @throws {PublishFailed | BusUnavailable}
 */
export async function publishAll(
  producer: Connected<KafkaProducer>,
  topicOf: TopicOf,
  messages: readonly Message[],
  timeout: number,
): Promise<void> {
  if (messages.length === 0) return;
  const topics = await topicsByChannel(messages.map(({ channel }) => channel), topicOf);
  const outgoing = messages.map((message, index) =>
    outgoingOf(message, index, topics.get(message.channel)!)
  );
  await producer.use(async (connected) => {
    const publication = new Publication(connected, timeout);
    const fitting = outgoing.filter((message) => publication.fits(message));
    for (const batch of batchesOf(fitting)) await publication.send(batch);
    publication.conclude();
  });
}
