/** Appends and commands on the PostgreSQL store beside raw INSERTs through the same pool. */

import postgres from "postgres";
import { postgresStore } from "../../adapters/postgres/mod.ts";
import { randomIds, silentLog, systemClock, systemRandom } from "../../adapters/system/mod.ts";
import type { Store } from "../../application/store/store.ts";
import { handle } from "../../application/events/handle.ts";
import { stateCache } from "../../application/events/state_cache.ts";
import { account, codec, commands } from "./commands.ts";
import { type Contender, type Measured, sideBySide } from "./side_by_side.ts";
import { appendAll, deposit, inParallel } from "./workload.ts";

/** What was measured at one number of callers; the first is the raw INSERT. */
export interface PostgresRates {
  readonly inFlight: number;
  readonly measured: readonly Measured[];
}

/** Callers at a time, and operations of one round. */
const LOADS = [[1, 1500], [8, 6000], [32, 10_000], [128, 16_000]] as const;

/** The least that appends and commands should reach, as a multiple of raw INSERTs. */
const AIMS: Readonly<Record<number, number>> = { 1: 0.65, 8: 0.9, 32: 1.2, 128: 1.5 };

/** Gives what is aimed at with so many callers. */
export function postgresAims(inFlight: number): Readonly<Record<string, number>> {
  const aim = AIMS[inFlight] ?? NaN;
  return { appends: aim, "commands on states in memory": aim };
}

/** Measures each load with all of them in turns, in a schema that is dropped afterwards. */
export async function measurePostgresAppends(url: string): Promise<readonly PostgresRates[]> {
  const schema = `bench_${crypto.randomUUID().replaceAll("-", "")}`;
  const sql = postgres(url, { onnotice: () => {} });
  const ports = {
    clock: systemClock(),
    newId: randomIds(),
    random: systemRandom(),
    log: silentLog(),
  };
  try {
    await using store = await postgresStore(sql, ports, { schema });
    const insert = await rawInserts(sql, schema);
    const rates: PostgresRates[] = [];
    for (const [inFlight, operations] of LOADS) {
      const measured = await sideBySide([
        raw(insert, inFlight, operations),
        appends(store, inFlight, operations),
        cachedCommands(store, inFlight, operations),
        await commands("commands on streams of ten events", store, inFlight, operations / 4),
      ]);
      rates.push({ inFlight, measured });
    }
    return rates;
  } finally {
    await sql.unsafe(`DROP SCHEMA IF EXISTS "${schema}" CASCADE`);
    await sql.end({ timeout: 1 });
  }
}

function raw(
  insert: (number: number) => Promise<void>,
  inFlight: number,
  operations: number,
): Contender {
  return {
    name: "raw INSERT, one row each",
    operations,
    run: (operations) => inParallel(operations, inFlight, insert),
  };
}

function appends(store: Store, inFlight: number, operations: number): Contender {
  return {
    name: "appends",
    operations,
    run: (operations) => appendAll(store, operations, inFlight),
  };
}

/** Each caller has a stream of its own, whose state is in memory from its first command on. */
function cachedCommands(store: Store, inFlight: number, operations: number): Contender {
  const machine = { clock: systemClock(), newId: randomIds(), random: systemRandom() };
  const cache = stateCache<number>({ size: inFlight });
  const free = Array.from({ length: inFlight }, () => `account-${crypto.randomUUID()}`);
  return {
    name: "commands on states in memory",
    operations,
    run: (operations) =>
      inParallel(operations, inFlight, async (command) => {
        const stream = free.pop() ?? "";
        await handle({ store, ...machine }, account, { stream, command, codec, cache });
        free.push(stream);
      }),
  };
}

async function rawInserts(
  sql: postgres.Sql,
  schema: string,
): Promise<(number: number) => Promise<void>> {
  await sql.unsafe(`
    CREATE TABLE "${schema}".raw (
      position bigserial PRIMARY KEY, stream text, version int, id text, type text,
      recorded_at bigint, data text, metadata text
    )`);
  const table = sql(`${schema}.raw`);
  const id = crypto.randomUUID();
  return async (number) => {
    const data = JSON.stringify(deposit(number));
    await sql`
      INSERT INTO ${table} (stream, version, id, type, recorded_at, data, metadata)
      VALUES (${`account-${id}`}, ${number}, ${id}, 'MoneyDeposited', ${Date.now()}, ${data}, '{}')`;
  };
}
