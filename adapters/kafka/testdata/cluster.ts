/** The cluster of the tests: the one that is told, or a stand-in that is started here. */

import process from "node:process";
import { withFound } from "../../testdata/with_found.ts";
import type { KafkaMessageBusOptions } from "../mod.ts";
import { HASTE, missingForMock, type MockCluster, startMockCluster } from "./mock_cluster.ts";

/** A cluster to test with. */
export interface TestCluster {
  readonly brokers: readonly string[];
  /** Options that suit it. */
  readonly options: KafkaMessageBusOptions;
  /** `undefined` for a real one. */
  readonly mock?: MockCluster;
}

/** Sessions and fetches are timed by the stand-in's clock, heartbeats and the rest by this machine's. */
const hasty: KafkaMessageBusOptions = {
  sessionTimeout: 1000 * HASTE,
  rebalanceTimeout: 3000,
  deadline: 4000,
  closeWithin: 1000,
  longestFetch: 8 * HASTE,
  heartbeatInterval: 100,
};
const real: KafkaMessageBusOptions = { heartbeatInterval: 500, longestFetch: 100 };

/** Tells why there is no cluster, or `undefined`. */
export function missingCluster(): string | undefined {
  return process.env.TEST_KAFKA_BROKERS ? undefined : missingForMock();
}

/** Gives the cluster of `TEST_KAFKA_BROKERS`, or starts a stand-in. */
export async function testCluster(): Promise<TestCluster> {
  const told = process.env.TEST_KAFKA_BROKERS;
  if (told) return { brokers: told.split(","), options: real };
  const mock = await startMockCluster(3);
  return { brokers: mock.brokers, options: hasty, mock };
}

/** Registers tests that need a cluster. */
export async function withKafka(
  what: string,
  register: (cluster: { readonly isReal: boolean }) => void | Promise<void>,
): Promise<void> {
  const missing = missingCluster();
  const isReal = Boolean(process.env.TEST_KAFKA_BROKERS);
  await withFound(what, missing === undefined ? { isReal } : { missing }, register);
}
