/** Transferring money from one account to another. */

import type { Account } from "../../domain/accounts/account.ts";
import { AccountNotFound } from "../../domain/accounts/errors.ts";
import { transferCommands } from "../../domain/accounts/transfer.ts";
import { type Money, type MoneyInput, parseMoney } from "../../domain/kernel/money.ts";
import { parseFields } from "../../domain/kernel/parse_fields.ts";
import type { CommandContext } from "../command_context.ts";
import { identified } from "../identified.ts";
import type { NewId } from "../ports.ts";
import type { Stored } from "../store/collection.ts";
import { accountCodec } from "./account_codec.ts";
import { changeAccounts, requireAccountId } from "./change_accounts.ts";
import type { ChangeAccountPorts } from "./ports.ts";

/** Asks that money goes from one account to another. */
export interface TransferMoneyCommand {
  readonly from: string;
  readonly to: string;
  /** More than nothing, in the currency of both. */
  readonly amount: MoneyInput;
}

/** What transferring needs. */
export interface TransferMoneyPorts extends ChangeAccountPorts {
  readonly newId: NewId;
}

/** Both accounts after a transfer. */
export interface Transferred {
  readonly id: string;
  readonly from: Stored<Account>;
  readonly to: Stored<Account>;
  readonly amount: Money;
  /** The log's position after it. */
  readonly position: number;
}

/**
 * Transfers money: both accounts change in one commit, or neither does.
 *
 * @throws {InvalidInput} when the amount is not whole minor units of a currency
 * @throws {AmountNotPositive | TransferToSameAccount} whatever the accounts are
 * @throws {AccountNotFound | AccountIsClosed | CurrencyMismatch | InsufficientFunds | AmountTooLarge}
 */
export async function transferMoney(
  ports: TransferMoneyPorts,
  command: TransferMoneyCommand,
  context: CommandContext = {},
): Promise<Transferred> {
  const { amount } = parseFields("the transfer", { amount: () => parseMoney(command.amount) });
  const [from, to] = [requireAccountId(command.from), requireAccountId(command.to)];
  const { accounts, events, position } = await changeAccounts(
    ports,
    transferCommands({ id: ports.newId(), from, to, amount }),
    identified(context, "TransferMoney", [from, to, amount]),
  );
  const [sender, receiver] = accounts;
  const [withdrawn] = events.map(accountCodec.decode);
  if (sender === undefined || receiver === undefined || withdrawn?.type !== "MoneyWithdrawn") {
    throw new AccountNotFound(from);
  }
  // A repeated command is answered with the id that it was given first.
  const id = withdrawn.data.transfer?.id ?? "";
  return { id, from: sender, to: receiver, amount, position };
}
