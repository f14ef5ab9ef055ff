/** Commands through `handle`: load a stream of ten events, decide, append one more. */

import { join } from "node:path";
import { memoryStore } from "../../adapters/memory/mod.ts";
import { sqliteStore } from "../../adapters/sqlite/mod.ts";
import { randomIds, systemClock, systemRandom } from "../../adapters/system/mod.ts";
import { type EventCodec, eventCodec } from "../../application/events/codec.ts";
import { handle } from "../../application/events/handle.ts";
import type { Store } from "../../application/store/store.ts";
import type { Decider } from "../../domain/kernel/decider.ts";
import { type Contender, type Measured, RUNS, sideBySide } from "./side_by_side.ts";
import { deposit, inParallel } from "./workload.ts";

type Deposited = {
  readonly type: "MoneyDeposited";
  readonly data: ReturnType<typeof deposit>;
};

/** An account that takes every deposit. */
export const account: Decider<number, number, Deposited> = {
  initial: 0,
  decide: (number) => [{ type: "MoneyDeposited", data: deposit(number) }],
  evolve: (balance, { data }) => balance + data.amount.amount,
};
/** Its events. */
export const codec: EventCodec<Deposited> = eventCodec<Deposited>({
  MoneyDeposited: { version: 1, parse: (data) => data as Deposited["data"] },
});
const machine = { clock: systemClock(), newId: randomIds(), random: systemRandom() };

const OPERATIONS = 2000;
const STREAM_LENGTH = 10;
/** Streams that one commit of the preparation begins. */
const BATCH = 100;

/** Measures commands on the memory store, and on the SQLite store at 1, 8 and 64 in flight. */
export async function measureCommands(folder: string): Promise<readonly Measured[]> {
  await using sqlite = await sqliteStore(join(folder, "commands.db"), machine);
  return await sideBySide([
    await commands("memory store, 1 in flight", memoryStore(machine), 1),
    await commands("SQLite store, 1 in flight", sqlite, 1),
    await commands("SQLite store, 8 in flight", sqlite, 8),
    await commands("SQLite store, 64 in flight", sqlite, 64),
  ]);
}

/** Measures commands; each gets a stream of its own, made before anything is measured. */
export async function commands(
  name: string,
  store: Store,
  inFlight: number,
  operations = OPERATIONS,
): Promise<Contender> {
  const streams = Array.from({ length: operations * RUNS }, () => `account-${crypto.randomUUID()}`);
  for (let at = 0; at < streams.length; at += BATCH) {
    await store.commit({ appends: streams.slice(at, at + BATCH).map(beginning) });
  }
  const ports = { store, ...machine };
  return {
    name,
    operations,
    run: (operations) =>
      inParallel(operations, inFlight, async (number) => {
        await handle(ports, account, { stream: streams.pop() ?? "", command: number, codec });
      }),
  };
}

function beginning(stream: string) {
  const events = Array.from(
    { length: STREAM_LENGTH },
    (_, number) => codec.encode({ type: "MoneyDeposited", data: deposit(number) }),
  );
  return { stream, expect: "none" as const, events };
}
