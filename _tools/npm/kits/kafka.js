/** The bus over Kafka of the installed package, on the brokers for tests that Debian's `kcat` has. */

import process from "node:process";
import { messageBusConformance } from "@portico/core/conformance";
import { kafkaMessageBus, openKafka } from "@portico/core/kafka";
import { silentLog, systemClock, systemRandom } from "@portico/core/system";
import kafkajs from "kafkajs";
import { cuttableLines, foreignClient, HASTE, missing, startBrokers } from "./kafka_brokers.js";

const ports = { clock: systemClock(), random: systemRandom(), log: silentLog() };
/** The brokers make topics by themselves, with so many partitions. */
const partitionMetadata = [0, 1, 2, 3].map((partitionId) => ({ partitionId, leader: 0 }));

const capabilities = {
  unread: true,
  history: true,
  outages: true,
  foreignClients: true,
  typesApart: { missing: "Kafka knows the type from the message alone" },
  sizeLimit: true,
  exactCounts: { missing: "Kafka counts the records of a topic, whatever their type" },
};

/** Registers the kit for the bus on Kafka, where there are brokers for it. */
export function registerKafka(test) {
  if (missing === undefined) {
    return messageBusConformance({ test: someAtATime(test), create: kafkaPlace, capabilities });
  }
  const title = `the message bus kit (skipped: ${missing})`;
  console.info(`kafka ${title}`);
  if (process.env.REQUIRE_SERVICES !== "1") test.skip(title, () => {});
  else test(title, () => Promise.reject(new Error(missing)));
}

/** Registers cases that run some at a time: most of what they do is to wait for brokers. */
function someAtATime(test) {
  const waiting = new Set();
  let running = 0;

  function beginSome() {
    for (const begin of waiting) {
      if (running >= 3) return;
      void begin().catch(() => {});
    }
  }

  function register(name, run) {
    let ended;
    const begin = () => {
      waiting.delete(begin);
      running++;
      return ended = run().finally(() => {
        running--;
        beginSome();
      });
    };
    waiting.add(begin);
    test(name, () => {
      const own = ended ?? begin();
      beginSome();
      return own;
    });
  }

  return Object.assign(register, { skip: test.skip });
}

/** Makes a place with brokers of its own. */
async function kafkaPlace() {
  const { brokers, stop } = await startBrokers();
  const lines = cuttableLines();
  const timing = { requestTimeout: 3000, makeLine: lines.make };
  const opened = await openKafka({ brokers }, ports, timing);
  const client = completed(opened.client);
  const options = {
    sessionTimeout: 1000 * HASTE,
    longestFetch: 8 * HASTE,
    heartbeatInterval: 100,
    rebalanceTimeout: 3000,
    deadline: 4000,
    closeWithin: 1000,
    name: `kit-${crypto.randomUUID()}`,
  };
  const place = kafkajs.Partitioners.DefaultPartitioner();
  return {
    open: () => Promise.resolve(kafkaMessageBus(client, ports, options)),
    foreign: foreignClient(brokers, options.name),
    broker: lines,
    laneOf: (key) => place({ topic: "", partitionMetadata, message: { key, value: "" } }),
    largestMessage: 1_048_588 - 300,
    [Symbol.asyncDispose]: async () => {
      await opened[Symbol.asyncDispose]();
      await stop();
    },
  };
}

/** Knows itself what these brokers cannot tell: which groups there are. */
function completed(client) {
  const groups = new Set();
  const topics = new Set();

  function complete(admin) {
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
        return answer.filter(({ partitions }) =>
          request.topics || partitions.some(({ offset }) => Number(offset) >= 0)
        );
      },
    };
  }

  return {
    producer: (options) => client.producer(options),
    consumer: (options) => {
      groups.add(options.groupId);
      return client.consumer(options);
    },
    admin: () => complete(client.admin()),
  };
}
