/** The rules of accounts. */

import type { Decider } from "../kernel/decider.ts";
import { addMoney, compareMoney, type Money, subtractMoney } from "../kernel/money.ts";
import type {
  Account,
  AccountEvent,
  AccountState,
  MoneyMoved,
  OpenAccount,
  TransferSide,
} from "./account.ts";
import type { AccountId } from "./account_id.ts";
import type { AccountOwner } from "./account_owner.ts";
import {
  AccountAlreadyExists,
  AccountIsClosed,
  AccountNotFound,
  AmountNotPositive,
  BalanceNotZero,
  ImpossibleAccountHistory,
  InsufficientFunds,
  OpeningBalanceNegative,
} from "./errors.ts";

/** Asks for a new account. */
export interface CreateAccount {
  readonly type: "CreateAccount";
  readonly accountId: AccountId;
  readonly owner: AccountOwner;
  readonly openingBalance: Money;
}

/** Asks that money goes in; with `transfer`, from another account. */
export interface DepositMoney {
  readonly type: "DepositMoney";
  readonly accountId: AccountId;
  readonly amount: Money;
  readonly transfer?: TransferSide;
}

/** Asks that money goes out; with `transfer`, to another account. */
export interface WithdrawMoney {
  readonly type: "WithdrawMoney";
  readonly accountId: AccountId;
  readonly amount: Money;
  readonly transfer?: TransferSide;
}

/** Asks that nothing happens to an account any more. */
export interface CloseAccount {
  readonly type: "CloseAccount";
  readonly accountId: AccountId;
}

/** What can be asked of an account. */
export type AccountCommand = CreateAccount | DepositMoney | WithdrawMoney | CloseAccount;

/**
 * Decides commands for one account, and folds its events.
 *
 * @example
 * ```ts
 * import { accountDecider, parseAccountId, parseAccountOwner, parseMoney } from "@portico/core";
 *
 * const { initial, decide, evolve } = accountDecider;
 * const [created] = decide({
 *   type: "CreateAccount",
 *   accountId: parseAccountId("17"),
 *   owner: parseAccountOwner("Ada Lovelace"),
 *   openingBalance: parseMoney({ amount: 100_00, currency: "USD" }),
 * }, initial);
 * const account = created && evolve(initial, created); // { status: "open", ... }
 * ```
 */
export const accountDecider: Decider<AccountCommand, AccountState, AccountEvent> = {
  initial: { status: "none" },
  decide,
  evolve,
};

function decide(command: AccountCommand, state: AccountState): readonly AccountEvent[] {
  switch (command.type) {
    case "CreateAccount":
      return [create(command, state)];
    case "DepositMoney":
      return [deposit(command, opened(command, state))];
    case "WithdrawMoney":
      return [withdraw(command, opened(command, state))];
    case "CloseAccount":
      return [close(opened(command, state))];
  }
}

function create(
  { accountId, owner, openingBalance }: CreateAccount,
  state: AccountState,
): AccountEvent {
  if (state.status !== "none") throw new AccountAlreadyExists(accountId);
  if (openingBalance.amount < 0) throw new OpeningBalanceNegative();
  return { type: "AccountCreated", data: { accountId, owner, openingBalance } };
}

function deposit(command: DepositMoney, account: Account): AccountEvent {
  if (!(command.amount.amount > 0)) throw new AmountNotPositive("Deposit");
  if (account.status === "closed") throw new AccountIsClosed(account.id, "deposit");
  addMoney(account.balance, command.amount);
  return { type: "MoneyDeposited", data: moved(command) };
}

function withdraw(command: WithdrawMoney, account: Account): AccountEvent {
  if (!(command.amount.amount > 0)) throw new AmountNotPositive("Withdrawal");
  if (account.status === "closed") throw new AccountIsClosed(account.id, "withdrawal");
  if (compareMoney(account.balance, command.amount) < 0) throw new InsufficientFunds(account.id);
  return { type: "MoneyWithdrawn", data: moved(command) };
}

function close(account: Account): AccountEvent {
  if (account.status === "closed") throw new AccountIsClosed(account.id, "closing");
  if (account.balance.amount > 0) throw new BalanceNotZero(account.id);
  return { type: "AccountClosed", data: { accountId: account.id } };
}

function evolve(state: AccountState, event: AccountEvent): AccountState {
  switch (event.type) {
    case "AccountCreated": {
      const { accountId, owner, openingBalance } = event.data;
      if (state.status !== "none") throw impossible(state, event);
      return { status: "open", id: accountId, owner, balance: openingBalance };
    }
    case "MoneyDeposited": {
      const account = openFor(state, event);
      return { ...account, balance: addMoney(account.balance, event.data.amount) };
    }
    case "MoneyWithdrawn": {
      const account = openFor(state, event);
      return { ...account, balance: subtractMoney(account.balance, event.data.amount) };
    }
    case "AccountClosed":
      return { ...openFor(state, event), status: "closed" };
  }
}

function opened({ accountId }: { readonly accountId: AccountId }, state: AccountState): Account {
  if (state.status === "none") throw new AccountNotFound(accountId);
  return state;
}

function moved({ accountId, amount, transfer }: DepositMoney | WithdrawMoney): MoneyMoved {
  return { accountId, amount, ...(transfer === undefined ? {} : { transfer }) };
}

function openFor(state: AccountState, event: AccountEvent): OpenAccount {
  if (state.status === "open" && state.id === event.data.accountId) return state;
  throw impossible(state, event);
}

function impossible({ status }: AccountState, { type }: AccountEvent): ImpossibleAccountHistory {
  return new ImpossibleAccountHistory(type, status);
}
