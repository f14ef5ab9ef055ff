/** Bank accounts: what they are, and what happens to them. */

import type { Money } from "../kernel/money.ts";
import type { AccountId } from "./account_id.ts";
import type { AccountOwner } from "./account_owner.ts";

/** An account that was never opened. */
export interface NoAccount {
  readonly status: "none";
}

interface Opened {
  readonly id: AccountId;
  readonly owner: AccountOwner;
  /** Never negative, and of one currency for ever. */
  readonly balance: Money;
}

/** An account that money can go into and come out of. */
export interface OpenAccount extends Opened {
  readonly status: "open";
}

/** An account that nothing happens to any more; nothing was left in it. */
export interface ClosedAccount extends Opened {
  readonly status: "closed";
}

/** An account that was opened once. */
export type Account = OpenAccount | ClosedAccount;

/** Everything an account can be, before its opening too. */
export type AccountState = NoAccount | Account;

/** The other side of a transfer. */
export type TransferSide = {
  /** The same on both sides. */
  readonly id: string;
  /** Where the money comes from, or goes to. */
  readonly account: AccountId;
};

/** An account was opened with what it holds from the beginning. */
export type AccountCreated = {
  readonly type: "AccountCreated";
  readonly data: {
    readonly accountId: AccountId;
    readonly owner: AccountOwner;
    readonly openingBalance: Money;
  };
};

/** Money came in. */
export type MoneyDeposited = {
  readonly type: "MoneyDeposited";
  readonly data: MoneyMoved;
};

/** Money went out. */
export type MoneyWithdrawn = {
  readonly type: "MoneyWithdrawn";
  readonly data: MoneyMoved;
};

/** How much money moved, and from or to which account, if it was another one. */
export type MoneyMoved = {
  readonly accountId: AccountId;
  readonly amount: Money;
  readonly transfer?: TransferSide;
};

/** An account was closed for good. */
export type AccountClosed = {
  readonly type: "AccountClosed";
  readonly data: { readonly accountId: AccountId };
};

/** What happens to accounts: never what it comes to, which is for who folds it. */
export type AccountEvent = AccountCreated | MoneyDeposited | MoneyWithdrawn | AccountClosed;
