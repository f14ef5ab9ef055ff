/** What tests of accounts stand on: the use cases over a memory store, and a look behind them. */

import { type MemoryClock, memoryClock } from "../../../adapters/memory/clock.ts";
import { seededRandom, sequentialIds } from "../../../adapters/memory/chance.ts";
import { memoryStore } from "../../../adapters/memory/store.ts";
import { silentLog } from "../../../adapters/system/log.ts";
import { type MoneyInput, parseMoney } from "../../../domain/kernel/money.ts";
import { drain } from "../../events/drain.ts";
import type { Changes, Recorded, Store } from "../../store/store.ts";
import type { UnitOfWorkPorts } from "../../store/unit_of_work.ts";
import { accountBalances } from "../account_balances.ts";
import { accountHistory } from "../account_entries.ts";
import type { AccountsOptions } from "../account_streams.ts";
import { type Accounts, createAccounts } from "../accounts.ts";

export interface AccountsRoom {
  readonly accounts: Accounts;
  readonly store: Store;
  readonly clock: MemoryClock;
  readonly ports: UnitOfWorkPorts;
  /** Every commit that was tried, in order. */
  readonly commits: readonly Changes[];
  readonly events: () => Promise<readonly Recorded[]>;
  /** Folds everything there is into the views. */
  readonly fold: () => Promise<void>;
}

export interface AccountsRoomOptions extends AccountsOptions {
  /** Stands between the accounts and the store. */
  readonly around?: (store: Store) => Partial<Store>;
}

export function accountsRoom(
  { around = () => ({}), ...options }: AccountsRoomOptions = {},
): AccountsRoom {
  const clock = memoryClock();
  const inner = memoryStore({ clock, newId: sequentialIds("event-") });
  const commits: Changes[] = [];
  const changed: Store = { ...inner, ...around(inner) };
  const store: Store = {
    ...changed,
    commit: (changes) => {
      commits.push(changes);
      return changed.commit(changes);
    },
  };
  const ports = { store, clock, random: seededRandom(1) };
  const running = { ...ports, store: inner, newId: sequentialIds("runner-"), log: silentLog() };
  return {
    accounts: createAccounts({ ...ports, newId: sequentialIds("id-") }, options),
    store,
    clock,
    ports,
    commits,
    events: async () => (await inner.readLog({ after: 0, limit: 1000 })).events,
    fold: () => drain(running, [accountBalances, accountHistory]),
  };
}

/** Dollars, in cents. */
export function usd(amount: number): MoneyInput {
  return parseMoney({ amount, currency: "USD" });
}
