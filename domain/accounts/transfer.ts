/** Transfers: money that leaves one account and comes into another. */

import type { Money } from "../kernel/money.ts";
import type { DepositMoney, WithdrawMoney } from "./account_decider.ts";
import type { AccountId } from "./account_id.ts";
import { AmountNotPositive, TransferToSameAccount } from "./errors.ts";

/** Money on its way. */
export interface Transfer {
  readonly id: string;
  readonly from: AccountId;
  readonly to: AccountId;
  readonly amount: Money;
}

/**
 * What a transfer asks of its two accounts, both or neither.
 *
 * @throws {AmountNotPositive | TransferToSameAccount}
 */
export function transferCommands(
  { id, from, to, amount }: Transfer,
): readonly [WithdrawMoney, DepositMoney] {
  if (!(amount.amount > 0)) throw new AmountNotPositive("Transfer");
  if (from === to) throw new TransferToSameAccount(from);
  return [
    { type: "WithdrawMoney", accountId: from, amount, transfer: { id, account: to } },
    { type: "DepositMoney", accountId: to, amount, transfer: { id, account: from } },
  ];
}
