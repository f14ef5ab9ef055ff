import { assertEquals, assertRejects } from "@std/assert";
import type { KafkaAdmin } from "./client.ts";
import type { Connected } from "./connected.ts";
import { protocolError } from "./testdata/protocol_error.ts";
import { topicsOf } from "./topics.ts";

/** A cluster with these topics, and what the bus does about them. */
function cluster(answers: Partial<KafkaAdmin>, replicas = [1, 2, 3]) {
  const made: unknown[] = [];
  const warnings: [message: string, data: unknown][] = [];
  const admin = {
    describeCluster: () => Promise.resolve({ brokers: [1, 2, 3, 4, 5] }),
    createTopics: ({ topics }: { topics: unknown[] }) => {
      made.push(...topics);
      return Promise.resolve(true);
    },
    fetchTopicMetadata: () => Promise.resolve({ topics: [{ partitions: [{ replicas }] }] }),
    describeConfigs: () => settings({ "min.insync.replicas": "2" }),
    ...answers,
  } as Partial<KafkaAdmin> as KafkaAdmin;
  const silent = () => {};
  const log = {
    ...{ debug: silent, info: silent, error: silent },
    warn: (message: string, data: unknown) => void warnings.push([message, data]),
  };
  const options = { name: "shop", partitions: 16, replicas: undefined };
  const connection: Connected<KafkaAdmin> = {
    use: (work) => work(admin),
    close: () => Promise.resolve(),
  };
  return { made, warnings, topicOf: topicsOf(connection, log, options) };
}

function settings(values: Readonly<Record<string, string>>) {
  const configEntries = Object.entries(values)
    .map(([configName, configValue]) => ({ configName, configValue }));
  return Promise.resolve({ resources: [{ configEntries }] });
}

Deno.test("topicsOf makes a topic once, of 16 partitions with three replicas", async () => {
  const { made, warnings, topicOf } = cluster({});

  const topics = await Promise.all([topicOf("users"), topicOf("users")]);
  await topicOf("users");

  assertEquals(topics.map(({ name }) => name), ["shop.users", "shop.users"]);
  assertEquals(made, [{ topic: "shop.users", numPartitions: 16, replicationFactor: 3 }]);
  assertEquals(warnings, []);
});

Deno.test("topicsOf makes no more replicas than there are brokers", async () => {
  const { made, topicOf } = cluster({
    describeCluster: () => Promise.resolve({ brokers: [1] }),
  });

  await topicOf("users");

  assertEquals(made, [{ topic: "shop.users", numPartitions: 16, replicationFactor: 1 }]);
});

Deno.test("topicsOf knows how large a batch the topic takes", async () => {
  const { topicOf } = cluster({ describeConfigs: () => settings({ "max.message.bytes": "999" }) });
  const { topicOf: unknown } = cluster({
    describeConfigs: () => Promise.reject(protocolError("CLUSTER_AUTHORIZATION_FAILED")),
  });

  assertEquals((await topicOf("users")).messageBytes, 999);
  assertEquals((await unknown("users")).messageBytes, 1_048_588);
});

Deno.test("topicsOf uses a topic that is there where it may make none", async () => {
  const refusal = protocolError("TOPIC_AUTHORIZATION_FAILED");
  const createTopics = () => Promise.reject(refusal);
  const { topicOf } = cluster({ createTopics });
  const { topicOf: without } = cluster({
    createTopics,
    fetchTopicMetadata: () => Promise.resolve({ topics: [] }),
  });

  assertEquals((await topicOf("users")).name, "shop.users");
  assertEquals(await assertRejects(() => without("users")), refusal);
});

Deno.test("topicsOf asks again after a failure", async () => {
  let failures = 1;
  const { topicOf } = cluster({
    fetchTopicMetadata: () =>
      failures-- > 0
        ? Promise.reject(new Error("Connection timeout"))
        : Promise.resolve({ topics: [{ partitions: [{ replicas: [1, 2] }] }] }),
  });

  await assertRejects(() => topicOf("users"), Error, "Connection timeout");
  assertEquals((await topicOf("users")).name, "shop.users");
});

Deno.test("topicsOf warns of topics that may lose what they acknowledged", async () => {
  const single = cluster({}, [1]);
  const early = cluster({ describeConfigs: () => settings({ "min.insync.replicas": "1" }) });
  const unclean = cluster({
    describeConfigs: () =>
      settings({ "min.insync.replicas": "2", "unclean.leader.election.enable": "true" }),
  });
  const compacted = cluster({
    describeConfigs: () => settings({ "cleanup.policy": "compact,delete" }),
  });
  const untold = cluster({ describeConfigs: () => settings({}) });
  const all = [single, early, unclean, compacted, untold];

  for (const { topicOf } of all) await topicOf("users");

  const warnings = all.map(({ warnings }) => warnings);
  assertEquals(warnings, [
    [[
      "A topic has one replica: a crash of its broker's machine may lose the last messages",
      { topic: "shop.users", replicas: 1 },
    ]],
    [[
      "A topic acknowledges with one replica in sync, whose broker may lose the last messages",
      { "topic": "shop.users", "replicas": 3, "min.insync.replicas": 1 },
    ]],
    [[
      "A topic lets a replica lead that lacks the last messages",
      { topic: "shop.users", replicas: 3 },
    ]],
    [[
      "A topic keeps only the last message of each key, once the others are compacted",
      { topic: "shop.users" },
    ]],
    [],
  ]);
});
