/** Buses of a test's own, at every broker that can be reached, by their URL. */

import process from "node:process";
import { withKafka } from "../../kafka/testdata/cluster.ts";
import { startMockCluster } from "../../kafka/testdata/mock_cluster.ts";
import { testPlace as natsPlace } from "../../nats/testdata/place.ts";
import { withNats } from "../../nats/testdata/server.ts";
import { testPlace as redisPlace } from "../../redis/testdata/place.ts";
import { withRedis } from "../../redis/testdata/server.ts";

/** A bus of a test's own, which goes away with it. */
export interface BusPlace extends AsyncDisposable {
  /** For `BUS_URL`. */
  readonly url: string;
}

/**
 * Registers tests for each broker. For one that does not answer, the reason is printed; with
 * `REQUIRE_SERVICES=1` that is a failing test instead.
 */
export async function withBrokers(
  what: string,
  register: (broker: string, open: () => Promise<BusPlace>) => void,
): Promise<void> {
  await withNats(`${what} over NATS`, (url) => {
    register("NATS", async () => namedPlace(url, await natsPlace(url)));
  });
  await withRedis(`${what} over Redis`, (url) => {
    register("Redis", async () => namedPlace(url, await redisPlace(url)));
  });
  await withKafka(`${what} over Kafka`, () => register("Kafka", kafkaPlace));
}

function namedPlace(url: string, place: AsyncDisposable & { readonly name: string }): BusPlace {
  return {
    url: withName(url, place.name),
    [Symbol.asyncDispose]: () => place[Symbol.asyncDispose](),
  };
}

/** The stand-in keeps the time here: a bus that was made by its URL is not in haste. */
async function kafkaPlace(): Promise<BusPlace> {
  const told = process.env.TEST_KAFKA_BROKERS;
  const mock = told ? undefined : await startMockCluster(3, 1);
  const url = `kafka://${told || mock?.brokers.join()}`;
  return {
    url: withName(url, `test-${crypto.randomUUID()}`),
    [Symbol.asyncDispose]: async () => await mock?.[Symbol.asyncDispose](),
  };
}

function withName(url: string, name: string): string {
  return `${url}${url.includes("?") ? "&" : "?"}name=${name}`;
}
