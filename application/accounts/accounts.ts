/** Everything that can be asked of accounts: the table of contents of the context. */

import type { Account } from "../../domain/accounts/account.ts";
import type { CommandContext } from "../command_context.ts";
import type { NewId } from "../ports.ts";
import type { Saved, Stored } from "../store/collection.ts";
import type { Page } from "../store/store.ts";
import type { UnitOfWorkPorts } from "../store/unit_of_work.ts";
import type { AccountEntry } from "./account_entries.ts";
import { type AccountsOptions, accountStreams } from "./account_streams.ts";
import { closeAccount, type CloseAccountCommand } from "./close_account.ts";
import { depositMoney, type DepositMoneyCommand } from "./deposit_money.ts";
import { type GetAccount, getAccount } from "./get_account.ts";
import {
  type AccountBalance,
  type GetAccountBalance,
  getAccountBalance,
} from "./get_account_balance.ts";
import { type GetAccountHistory, getAccountHistory } from "./get_account_history.ts";
import {
  type BalancePoint,
  type GetAccountTimeline,
  getAccountTimeline,
} from "./get_account_timeline.ts";
import { type ListAccounts, listAccounts } from "./list_accounts.ts";
import { openAccount, type OpenAccountCommand } from "./open_account.ts";
import { transferMoney, type TransferMoneyCommand, type Transferred } from "./transfer_money.ts";
import { withdrawMoney, type WithdrawMoneyCommand } from "./withdraw_money.ts";

/** What the use cases of accounts need, all together. */
export interface AccountsPorts extends UnitOfWorkPorts {
  readonly newId: NewId;
}

/** The use cases of accounts, with their ports given. */
export interface Accounts {
  readonly open: (
    command: OpenAccountCommand,
    context?: CommandContext,
  ) => Promise<Saved<Account>>;
  readonly deposit: (
    command: DepositMoneyCommand,
    context?: CommandContext,
  ) => Promise<Saved<Account>>;
  readonly withdraw: (
    command: WithdrawMoneyCommand,
    context?: CommandContext,
  ) => Promise<Saved<Account>>;
  readonly close: (
    command: CloseAccountCommand,
    context?: CommandContext,
  ) => Promise<Saved<Account>>;
  readonly transfer: (
    command: TransferMoneyCommand,
    context?: CommandContext,
  ) => Promise<Transferred>;
  /** From the events: as it is, or as it was at a version or a time. */
  readonly get: (query: GetAccount) => Promise<Stored<Account>>;
  /** From the events: the balance after each, oldest first. */
  readonly timeline: (query: GetAccountTimeline) => Promise<readonly BalancePoint[]>;
  /** From the views. */
  readonly balance: (query: GetAccountBalance) => Promise<AccountBalance>;
  /** From the views, in the order of opening. */
  readonly list: (query: ListAccounts) => Promise<Page<Stored<Account>>>;
  /** From the views, oldest first. */
  readonly history: (query: GetAccountHistory) => Promise<Page<AccountEntry>>;
}

/**
 * Gives the use cases of accounts their ports. Balances, lists and histories are views, kept by
 * whoever runs {@linkcode accountBalances} and {@linkcode accountHistory}.
 *
 * @example
 * ```ts
 * import { createAccounts } from "@portico/core";
 * import { memoryStore } from "@portico/core/memory";
 * import { randomIds, systemClock, systemRandom } from "@portico/core/system";
 *
 * const [clock, newId] = [systemClock(), randomIds()];
 * await using store = memoryStore({ clock, newId });
 * const accounts = createAccounts({ store, clock, newId, random: systemRandom() });
 *
 * const { id } = await accounts.open({
 *   owner: "Ada Lovelace",
 *   openingBalance: { amount: 100_00, currency: "USD" },
 * });
 * await accounts.deposit({ id, amount: { amount: 50_00, currency: "USD" } });
 * (await accounts.get({ id, version: 1 })).balance.amount; // 10000
 * ```
 */
export function createAccounts(
  { store, clock, random, newId }: AccountsPorts,
  options: AccountsOptions = {},
): Accounts {
  const ports = { store, clock, random, newId, streams: accountStreams(options) };
  return {
    open: (command, context) => openAccount(ports, command, context),
    deposit: (command, context) => depositMoney(ports, command, context),
    withdraw: (command, context) => withdrawMoney(ports, command, context),
    close: (command, context) => closeAccount(ports, command, context),
    transfer: (command, context) => transferMoney(ports, command, context),
    get: (query) => getAccount(ports, query),
    timeline: (query) => getAccountTimeline(ports, query),
    balance: (query) => getAccountBalance(ports, query),
    list: (query) => listAccounts(ports, query),
    history: (query) => getAccountHistory(ports, query),
  };
}
