/** Commands on states in memory beside bare appends: 64 streams, one command at a time in each. */

import { join } from "node:path";
import { sqliteStore } from "../../adapters/sqlite/mod.ts";
import { randomIds, systemClock, systemRandom } from "../../adapters/system/mod.ts";
import { createAccounts } from "../../application/accounts/accounts.ts";
import { handle } from "../../application/events/handle.ts";
import { stateCache } from "../../application/events/state_cache.ts";
import { account, codec } from "./commands.ts";
import { type Measured, sideBySide } from "./side_by_side.ts";
import { appendAll, inParallel } from "./workload.ts";

const IN_FLIGHT = 64;
const OPERATIONS = 16_000;

/** Measures appends, commands through `handle`, and deposits of the accounts, on one SQLite file. */
export async function measureCachedCommands(folder: string): Promise<readonly Measured[]> {
  const machine = { clock: systemClock(), newId: randomIds(), random: systemRandom() };
  await using store = await sqliteStore(join(folder, "cached.db"), machine);
  const ports = { store, ...machine };
  const streams = Array.from({ length: IN_FLIGHT }, () => `account-${crypto.randomUUID()}`);
  const cache = stateCache<number>({ size: IN_FLIGHT });
  const accounts = createAccounts(ports, { cached: IN_FLIGHT, snapshotEvery: 100 });
  const amount = { amount: 1200, currency: "USD" };
  const opened = await Promise.all(
    streams.map(() => accounts.open({ owner: "Ada Lovelace", openingBalance: amount })),
  );
  return await sideBySide([
    {
      name: "appends",
      operations: OPERATIONS,
      run: (operations) => appendAll(store, operations, IN_FLIGHT),
    },
    {
      name: "commands",
      operations: OPERATIONS,
      run: (operations) =>
        inTurns(streams, operations, async (stream, command) => {
          await handle(ports, account, { stream, command, codec, cache });
        }),
    },
    {
      name: "deposits, snapshots every 100",
      operations: OPERATIONS,
      run: (operations) =>
        inTurns(opened, operations, async ({ id }) => {
          await accounts.deposit({ id, amount });
        }),
    },
  ]);
}

/** Does as many operations, one at a time on each item. */
async function inTurns<Item>(
  items: readonly Item[],
  operations: number,
  operation: (item: Item, number: number) => Promise<void>,
): Promise<void> {
  const free = [...items];
  await inParallel(operations, items.length, async (number) => {
    const item = free.pop();
    if (item === undefined) throw new Error("Every item is in use");
    await operation(item, number);
    free.push(item);
  });
}
