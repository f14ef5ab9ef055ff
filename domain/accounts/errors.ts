/** What can go wrong with accounts, beside input that is wrong in itself. */

import { DomainError } from "../kernel/errors.ts";

/** No account has the id. */
export class AccountNotFound extends DomainError {
  override readonly code = "accounts/not-found";
  override readonly kind = "not-found";
  readonly id: string;

  constructor(id: string) {
    super(`Account ${id} not found`);
    this.id = id;
  }
}

/** Another account was opened with the id. */
export class AccountAlreadyExists extends DomainError {
  override readonly code = "accounts/already-exists";
  override readonly kind = "conflict";
  readonly id: string;

  constructor(id: string) {
    super("Account already exists");
    this.id = id;
  }
}

/** Nobody opens an account with a debt. */
export class OpeningBalanceNegative extends DomainError {
  override readonly code = "accounts/opening-balance-negative";
  override readonly kind = "invalid";

  constructor() {
    super("Opening balance must not be negative");
  }
}

/** Money that moves is more than none. */
export class AmountNotPositive extends DomainError {
  override readonly code = "accounts/amount-not-positive";
  override readonly kind = "invalid";

  constructor(what: "Deposit" | "Withdrawal" | "Transfer") {
    super(`${what} amount must be positive`);
  }
}

/** The account was closed before. */
export class AccountIsClosed extends DomainError {
  override readonly code = "accounts/closed";
  override readonly kind = "refused";
  readonly id: string;

  constructor(id: string, during: "deposit" | "withdrawal" | "closing") {
    super(closedMessages[during]);
    this.id = id;
  }
}

/** The account holds less than was asked for. */
export class InsufficientFunds extends DomainError {
  override readonly code = "accounts/insufficient-funds";
  override readonly kind = "refused";
  readonly id: string;

  constructor(id: string) {
    super("Insufficient funds");
    this.id = id;
  }
}

/** Closing an account must leave no money behind. */
export class BalanceNotZero extends DomainError {
  override readonly code = "accounts/balance-not-zero";
  override readonly kind = "refused";
  readonly id: string;

  constructor(id: string) {
    super("Cannot close account with positive balance");
    this.id = id;
  }
}

/** Money was to go where it came from. */
export class TransferToSameAccount extends DomainError {
  override readonly code = "accounts/transfer-to-same-account";
  override readonly kind = "invalid";
  readonly id: string;

  constructor(id: string) {
    super("Cannot transfer to the same account");
    this.id = id;
  }
}

/** An account was asked for as it was before it was opened. */
export class AccountNotOpenedYet extends DomainError {
  override readonly code = "accounts/not-opened-yet";
  override readonly kind = "not-found";
  readonly id: string;
  /** ISO 8601 UTC. */
  readonly at: string;

  constructor(id: string, at: string) {
    super(`Account ${id} was not opened yet at ${at}`);
    this.id = id;
    this.at = at;
  }
}

/** An account was asked for as it is at a version that it does not have yet. */
export class AccountVersionNotReached extends DomainError {
  override readonly code = "accounts/version-not-reached";
  override readonly kind = "invalid";
  readonly id: string;
  readonly version: number;
  /** The version the account is at. */
  readonly actual: number;

  constructor(id: string, version: number, actual: number) {
    super(`Account ${id} has no version ${version} yet: it is at version ${actual}`);
    this.id = id;
    this.version = version;
    this.actual = actual;
  }
}

/** Events that no account can have: of another account, before its opening, or after its closing. */
export class ImpossibleAccountHistory extends DomainError {
  override readonly code = "accounts/impossible-history";
  override readonly kind = "invalid";
  override readonly permanent = true;

  constructor(event: string, status: string) {
    super(`Cannot fold ${event} into the account: it is ${status}, or of another id`);
  }
}

const closedMessages = {
  deposit: "Cannot deposit to closed account",
  withdrawal: "Cannot withdraw from closed account",
  closing: "Account already closed",
} as const;
