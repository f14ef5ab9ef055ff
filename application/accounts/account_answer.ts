/** Accounts as clients get them. */

import type { Account } from "../../domain/accounts/account.ts";
import type { Money } from "../../domain/kernel/money.ts";
import type { Stored } from "../store/collection.ts";
import type { Transferred } from "./transfer_money.ts";

/** An account as clients get it. */
export type AccountAnswer = Pick<
  Stored<Account>,
  "id" | "owner" | "balance" | "status" | "version"
>;

/** A transfer as clients get it, with both accounts after it. */
export interface TransferAnswer {
  readonly id: string;
  readonly from: AccountAnswer;
  readonly to: AccountAnswer;
  readonly amount: Money;
}

/** Writes an account as clients get it. */
export function accountAnswer(
  { id, owner, balance, status, version }: Stored<Account>,
): AccountAnswer {
  return { id, owner, balance, status, version };
}

/** Writes a transfer as clients get it. */
export function transferAnswer({ id, from, to, amount }: Transferred): TransferAnswer {
  return { id, from: accountAnswer(from), to: accountAnswer(to), amount };
}
