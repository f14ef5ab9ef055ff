/** How accounts are shown. */

import { accountAnswer, transferAnswer } from "../../application/accounts/account_answer.ts";
import type { AccountEntry } from "../../application/accounts/account_entries.ts";
import type { AccountBalance } from "../../application/accounts/get_account_balance.ts";
import type { BalancePoint } from "../../application/accounts/get_account_timeline.ts";
import type { Transferred } from "../../application/accounts/transfer_money.ts";
import type { Stored } from "../../application/store/collection.ts";
import type { Account } from "../../domain/accounts/account.ts";
import { formatMoney } from "../../domain/kernel/money_text.ts";
import type { Said } from "./command_setting.ts";
import { columns, showOne, type View } from "./view.ts";

/** Accounts in a list. */
export const accountView: View<Stored<Account>> = {
  answer: accountAnswer,
  heads: ["ID", "OWNER", "BALANCE", "STATUS", "VERSION"],
  row: ({ id, owner, balance, status, version }) => [
    ...[id, owner, formatMoney(balance), status, version],
  ],
  none: "There are no accounts",
};

/** The entries of a history. */
export const entryView: View<AccountEntry> = {
  answer: (entry) => entry,
  heads: ["VERSION", "AT", "KIND", "AMOUNT", "TRANSFER", "WITH"],
  row: ({ version, at, kind, amount, transfer }) => [
    ...[version, at, kind, amount === null ? "-" : formatMoney(amount)],
    ...[transfer?.id ?? "-", transfer?.account ?? "-"],
  ],
  none: "Nothing has happened yet",
};

/** The balance over time. */
export const pointView: View<BalancePoint> = {
  answer: (point) => point,
  heads: ["VERSION", "AT", "BALANCE"],
  row: ({ version, at, balance }) => [version, at, formatMoney(balance)],
  none: "Nothing has happened yet",
};

/** Shows one account. */
export function showAccount(account: Stored<Account>): Said {
  return showOne(accountView, account);
}

/** Shows what an account holds. */
export function showBalance(held: AccountBalance): Said {
  const { account, balance, closed } = held;
  return {
    json: held,
    lines: columns(["ACCOUNT", "BALANCE", "CLOSED"], [
      [account, formatMoney(balance), closed ? "yes" : "no"],
    ]),
  };
}

/** Shows a transfer, and both accounts after it. */
export function showTransfer(transferred: Transferred): Said {
  const { id, from, to, amount } = transferred;
  return {
    id,
    json: transferAnswer(transferred),
    lines: [
      ...columns(["TRANSFER", "AMOUNT"], [[id, formatMoney(amount)]]),
      "",
      ...columns(accountView.heads, [from, to].map(accountView.row)),
    ],
  };
}
