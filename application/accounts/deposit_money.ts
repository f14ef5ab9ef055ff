/** Depositing money. */

import type { Account } from "../../domain/accounts/account.ts";
import { type MoneyInput, parseMoney } from "../../domain/kernel/money.ts";
import { parseFields } from "../../domain/kernel/parse_fields.ts";
import type { CommandContext } from "../command_context.ts";
import { identified } from "../identified.ts";
import type { Saved } from "../store/collection.ts";
import { type AccountTarget, changeAccount, requireAccountId } from "./change_accounts.ts";
import type { ChangeAccountPorts } from "./ports.ts";

/** Asks that money goes in. */
export interface DepositMoneyCommand extends AccountTarget {
  /** More than nothing, in the account's currency. */
  readonly amount: MoneyInput;
}

/**
 * Lets money in.
 *
 * @throws {InvalidInput} when the amount is not whole minor units of a currency
 * @throws {AccountNotFound | StaleVersion | AmountNotPositive | AccountIsClosed | CurrencyMismatch | AmountTooLarge} the first that is true
 */
export async function depositMoney(
  ports: ChangeAccountPorts,
  command: DepositMoneyCommand,
  context: CommandContext = {},
): Promise<Saved<Account>> {
  const { id, expectedVersion } = command;
  const { amount } = parseFields("the deposit", { amount: () => parseMoney(command.amount) });
  return await changeAccount(
    ports,
    { type: "DepositMoney", accountId: requireAccountId(id), amount },
    identified(context, "DepositMoney", [id, expectedVersion ?? null, amount]),
    expectedVersion,
  );
}
