import { messagingConformance } from "../conformance/messaging.ts";
import type { MessageBusPlace } from "../conformance/mod.ts";
import type { MessagingPlace } from "../conformance/messaging_place.ts";
import { withKafka } from "../kafka/testdata/cluster.ts";
import { testPlace as kafkaPlace } from "../kafka/testdata/place.ts";
import { testPlace as natsPlace } from "../nats/testdata/place.ts";
import { withNats } from "../nats/testdata/server.ts";
import { testPlace as postgresPlace } from "../postgres/testdata/place.ts";
import { withPostgres } from "../postgres/testdata/server.ts";
import { testPlace as redisPlace } from "../redis/testdata/place.ts";
import { withRedis } from "../redis/testdata/server.ts";
import { sqliteStore } from "../sqlite/mod.ts";
import { temporaryFile } from "../sqlite/testdata/temporary_file.ts";
import { randomIds, systemClock, systemRandom } from "../system/mod.ts";

type Stores = Pick<MessagingPlace, "openStore" | typeof Symbol.asyncDispose>;

/** Tries a store with a bus. */
function combine(
  name: string,
  openStores: () => Promise<Stores>,
  openBroker: () => Promise<Pick<MessageBusPlace, "open" | typeof Symbol.asyncDispose>>,
): void {
  messagingConformance({
    test: (does, run) => Deno.test(`${name} ${does}`, run),
    create: async () => {
      const [stores, broker] = [await openStores(), await openBroker()];
      return {
        openStore: stores.openStore,
        openBus: () => broker.open(),
        [Symbol.asyncDispose]: async () => {
          await broker[Symbol.asyncDispose]();
          await stores[Symbol.asyncDispose]();
        },
      };
    },
  });
}

function postgresStores(url: string): Promise<Stores> {
  const { open, [Symbol.asyncDispose]: dispose } = postgresPlace(url);
  return Promise.resolve({ openStore: () => open(), [Symbol.asyncDispose]: dispose });
}

async function sqliteStores(): Promise<Stores> {
  const { path, [Symbol.asyncDispose]: dispose } = await temporaryFile();
  const ports = { clock: systemClock(), newId: randomIds(), random: systemRandom() };
  return { openStore: () => sqliteStore(path, ports), [Symbol.asyncDispose]: dispose };
}

await withNats("messaging over NATS", (nats) =>
  withPostgres("messaging over NATS", (postgres) => {
    combine("PostgreSQL with NATS", () => postgresStores(postgres), () => natsPlace(nats));
  }));

await withRedis("messaging over Redis", (redis) => {
  combine("SQLite with Redis", sqliteStores, () => redisPlace(redis));
});

await withKafka("messaging over Kafka", () => {
  combine("SQLite with Kafka", sqliteStores, kafkaPlace);
});
