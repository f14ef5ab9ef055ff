/** Opening an account. */

import type { Account } from "../../domain/accounts/account.ts";
import { parseAccountId } from "../../domain/accounts/account_id.ts";
import { parseAccountOwner } from "../../domain/accounts/account_owner.ts";
import { type MoneyInput, parseMoney } from "../../domain/kernel/money.ts";
import { parseFields } from "../../domain/kernel/parse_fields.ts";
import type { CommandContext } from "../command_context.ts";
import { identified } from "../identified.ts";
import type { NewId } from "../ports.ts";
import type { Saved } from "../store/collection.ts";
import { changeAccount } from "./change_accounts.ts";
import type { ChangeAccountPorts } from "./ports.ts";

/** Asks for a new account. The owner is taken as people type it. */
export interface OpenAccountCommand {
  /** A new one unless told. */
  readonly id?: string | undefined;
  readonly owner: string;
  /** Decides the account's currency; zero is fine. */
  readonly openingBalance: MoneyInput;
}

/** What opening needs. */
export interface OpenAccountPorts extends ChangeAccountPorts {
  readonly newId: NewId;
}

/**
 * Opens an account.
 *
 * @throws {InvalidInput} naming every wrong field
 * @throws {AccountAlreadyExists | OpeningBalanceNegative} the first that is true
 */
export async function openAccount(
  ports: OpenAccountPorts,
  command: OpenAccountCommand,
  context: CommandContext = {},
): Promise<Saved<Account>> {
  const { id = null } = command;
  const { accountId, owner, openingBalance } = parseFields("the account", {
    accountId: () => parseAccountId(id ?? ports.newId()),
    owner: () => parseAccountOwner(command.owner),
    openingBalance: () => parseMoney(command.openingBalance),
  });
  return await changeAccount(
    ports,
    { type: "CreateAccount", accountId, owner, openingBalance },
    identified(context, "OpenAccount", [id, owner, openingBalance]),
  );
}
