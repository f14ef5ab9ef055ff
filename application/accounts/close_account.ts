/** Closing an account. */

import type { Account } from "../../domain/accounts/account.ts";
import type { CommandContext } from "../command_context.ts";
import { identified } from "../identified.ts";
import type { Saved } from "../store/collection.ts";
import { type AccountTarget, changeAccount, requireAccountId } from "./change_accounts.ts";
import type { ChangeAccountPorts } from "./ports.ts";

/** Asks that nothing happens to an account any more. */
export interface CloseAccountCommand extends AccountTarget {}

/**
 * Closes an account that is empty, for good.
 *
 * @throws {AccountNotFound | StaleVersion | AccountIsClosed | BalanceNotZero} the first that is true
 */
export async function closeAccount(
  ports: ChangeAccountPorts,
  { id, expectedVersion }: CloseAccountCommand,
  context: CommandContext = {},
): Promise<Saved<Account>> {
  return await changeAccount(
    ports,
    { type: "CloseAccount", accountId: requireAccountId(id) },
    identified(context, "CloseAccount", [id, expectedVersion ?? null]),
    expectedVersion,
  );
}
