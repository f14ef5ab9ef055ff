/** What the cases of accounts are made of. */

import { randomUUID } from "node:crypto";
import { type Accounts, createAccounts } from "../../application/accounts/accounts.ts";
import type { AccountsOptions } from "../../application/accounts/account_streams.ts";
import type { MoneyInput } from "../../domain/kernel/money.ts";
import { realClock } from "./real_clock.ts";
import type { StoreRoom } from "./store_case.ts";

/** Ways to find states, each of which must come to the same. */
export const settings: Readonly<Record<string, AccountsOptions>> = {
  "reading every event": {},
  "with cached states": { cached: 4 },
  "with snapshots": { snapshotEvery: 3 },
  "with cached states and snapshots": { cached: 100, snapshotEvery: 3 },
};

/** Makes the accounts of a store, by a real clock. */
export function accountsOf(
  { store, random }: Pick<StoreRoom, "store" | "random">,
  options: AccountsOptions,
): Accounts {
  return createAccounts({ store, clock: realClock, random, newId: randomUUID }, options);
}

/** Makes accounts at one instance, or at each of two. */
export async function accountsAt(
  room: StoreRoom,
  instances: 1 | 2,
  options: AccountsOptions,
): Promise<readonly [Accounts, ...Accounts[]]> {
  const first = accountsOf(room, options);
  if (instances === 1) return [first];
  return [first, accountsOf({ ...room, store: await room.another() }, options)];
}

/** Money of the samples. */
export function usd(amount: number): MoneyInput {
  return { amount, currency: "USD" };
}
