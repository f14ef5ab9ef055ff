/** The topic of each channel: made when it is first wanted, and looked at for what it promises. */

import type { Log } from "../../application/ports.ts";
import type { KafkaAdmin } from "./client.ts";
import type { Connected } from "./connected.ts";
import { warnOfLoss } from "./durability.ts";

/** What the bus knows of a topic. */
export interface Topic {
  readonly name: string;
  /** Bytes of the largest batch of records that the topic takes. */
  readonly messageBytes: number;
}

/** Gives the topic of a channel. */
export type TopicOf = (channel: string) => Promise<Topic>;

/** How topics are made. */
export interface TopicsOptions {
  /** What the names of all topics begin with. */
  readonly name: string;
  readonly partitions: number;
  readonly replicas: number | undefined;
}

/** Kafka's own limit where it is not told. */
const USUAL_MESSAGE_BYTES = 1_048_588;
/** Most copies of a topic unless told. */
const USUAL_REPLICAS = 3;
const TOPIC_RESOURCE = 2;

/** Makes what gives topics; each is made and looked at once, and again after a failure. */
export function topicsOf(
  connection: Connected<KafkaAdmin>,
  log: Log,
  options: TopicsOptions,
): TopicOf {
  const known = new Map<string, Promise<Topic>>();
  return (channel) => {
    const topic = known.get(channel) ??
      connection.use((admin) => prepareTopic(admin, log, channel, options));
    known.set(channel, topic);
    topic.catch(() => known.delete(channel));
    return topic;
  };
}

/** Gives the topics of some channels, by channel. */
export async function topicsByChannel(
  channels: Iterable<string>,
  topicOf: TopicOf,
): Promise<ReadonlyMap<string, Topic>> {
  const all = [...new Set(channels)];
  const topics = await Promise.all(all.map(topicOf));
  return new Map(topics.map((topic, at) => [all[at]!, topic]));
}

async function prepareTopic(
  admin: KafkaAdmin,
  log: Log,
  channel: string,
  { name: prefix, partitions, replicas }: TopicsOptions,
): Promise<Topic> {
  const name = `${prefix}.${channel}`;
  const copies = replicas ?? await usualReplicas(admin);
  const refusal = await createTopic(admin, name, partitions, copies);
  const [topic] = (await admin.fetchTopicMetadata({ topics: [name] })).topics;
  // Whoever may not make topics may find one that others have made.
  if (topic === undefined || topic.partitions.length === 0) throw refusal ?? new Error("no topic");
  if (refusal !== undefined) log.info("Cannot make a topic, and uses what is there", { name });
  const settings = await settingsOf(admin, name, log);
  const fewest = Math.min(...topic.partitions.map((partition) => partition.replicas.length));
  warnOfLoss(log, name, fewest, settings);
  return { name, messageBytes: Number(settings["max.message.bytes"] ?? USUAL_MESSAGE_BYTES) };
}

async function usualReplicas(admin: KafkaAdmin): Promise<number> {
  return Math.min(USUAL_REPLICAS, (await admin.describeCluster()).brokers.length);
}

/** Makes a topic unless it is there; gives the reason where it cannot. */
async function createTopic(
  admin: KafkaAdmin,
  topic: string,
  numPartitions: number,
  replicationFactor: number,
): Promise<unknown> {
  try {
    await admin.createTopics({ topics: [{ topic, numPartitions, replicationFactor }] });
    return undefined;
  } catch (error) {
    return error;
  }
}

/** Settings of a topic by name; none where the broker does not tell them. */
async function settingsOf(
  admin: KafkaAdmin,
  name: string,
  log: Log,
): Promise<Readonly<Record<string, string>>> {
  try {
    const { resources } = await admin.describeConfigs({
      includeSynonyms: false,
      resources: [{ type: TOPIC_RESOURCE, name }],
    });
    const entries = resources.flatMap(({ configEntries }) => configEntries);
    return Object.fromEntries(
      entries.map(({ configName, configValue }) => [configName, configValue]),
    );
  } catch (error) {
    log.info("Cannot read the settings of a topic", { topic: name, error });
    return {};
  }
}
