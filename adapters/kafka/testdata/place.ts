/** Places for messages: topics and groups of one prefix, at a cluster. */

import { PARTITIONS } from "../../../application/messaging/partition.ts";
import type { MessageBusPlace } from "../../conformance/message_bus_place.ts";
import { kafkaMessageBus, openKafka } from "../mod.ts";
import { partitionOf } from "../partitioner.ts";
import { testCluster } from "./cluster.ts";
import { completed } from "./completed.ts";
import { kcatOf } from "./kcat.ts";
import { cuttableLines, type Lines } from "./lines.ts";
import { systemPorts } from "../../testdata/system_ports.ts";

/** A place, and what is its own. */
export interface TestPlace extends MessageBusPlace {
  readonly brokers: readonly string[];
  /** What the names of its topics and groups begin with. */
  readonly name: string;
  readonly broker: Lines;
}

/** Makes a fresh place; its cluster goes with it, unless it is a real one. */
export async function testPlace(): Promise<TestPlace> {
  const { brokers, options, mock } = await testCluster();
  const name = `test-${crypto.randomUUID()}`;
  const lines = cuttableLines();
  const timing = { requestTimeout: 3000, makeLine: lines.make };
  const opened = await openKafka({ brokers }, systemPorts, timing);
  const client = mock ? completed(opened.client) : opened.client;
  const partitions = mock ? MOCK_PARTITIONS : PARTITIONS;
  return {
    ...{ brokers, name },
    open: () =>
      Promise.resolve(
        kafkaMessageBus(client, systemPorts, { ...options, name }),
      ),
    foreign: kcatOf(brokers, name),
    laneOf: (key) =>
      partitionOf({ message: { key }, partitionMetadata: Array(partitions).fill({}) }),
    // Kafka's own limit, less what it counts beside the event.
    largestMessage: 1_048_588 - 300,
    broker: lines,
    [Symbol.asyncDispose]: async () => {
      await untilClosed(lines);
      await opened[Symbol.asyncDispose]();
      await mock?.[Symbol.asyncDispose]();
    },
  };
}

/** Requires that nobody has left a line open. */
async function untilClosed({ count }: Lines): Promise<void> {
  for (let turns = 0; count() > 0; turns++) {
    if (turns > 600) throw new Error(`There are still ${count()} open lines to the brokers`);
    await systemPorts.clock.sleep(10);
  }
}

/** The stand-in makes topics by itself, with so many partitions. */
const MOCK_PARTITIONS = 4;
