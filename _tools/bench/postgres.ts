/** What is measured on PostgreSQL, where a server answers. */

import { openPostgres, postgresStore } from "../../adapters/postgres/mod.ts";
import { findPostgres } from "../../adapters/postgres/testdata/server.ts";
import { randomIds, silentLog, systemClock, systemRandom } from "../../adapters/system/mod.ts";
import { measurePostgresAppends, postgresAims } from "./postgres_appends.ts";
import { latencyTable, table } from "./report.ts";
import { type Latency, latency } from "./wake_ups.ts";

/** Gives one table after another, or the reason why there are none. */
export async function* measurePostgres(): AsyncGenerator<string> {
  const server = await findPostgres();
  if ("missing" in server) {
    yield `Nothing is measured on PostgreSQL: ${server.missing}\n`;
    return;
  }
  for (const { inFlight, measured } of await measurePostgresAppends(server.url)) {
    yield table(`PostgreSQL, ${inFlight} in flight`, measured, postgresAims(inFlight));
  }
  yield latencyTable(
    "From commit to handler on PostgreSQL, in milliseconds (aims: p50 below 5, p99 below 50)",
    await measureWakeUps(server.url),
  );
}

async function measureWakeUps(url: string): Promise<readonly Latency[]> {
  const schema = `bench_${crypto.randomUUID().replaceAll("-", "")}`;
  const ports = {
    clock: systemClock(),
    newId: randomIds(),
    random: systemRandom(),
    log: silentLog(),
  };
  await using one = await openPostgres(url);
  await using two = await openPostgres(url);
  try {
    await using writer = await postgresStore(one.client, ports, { schema });
    await using reader = await postgresStore(two.client, ports, { schema });
    return [
      await latency("PostgreSQL store, same instance", writer, writer),
      await latency("PostgreSQL store, another instance", writer, reader),
    ];
  } finally {
    const drop = `DROP SCHEMA IF EXISTS "${schema}" CASCADE`;
    await one.client.unsafe(drop, [], { prepare: false }).values();
  }
}
