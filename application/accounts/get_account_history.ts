/** Reading the history of an account. */

import { AccountNotFound } from "../../domain/accounts/errors.ts";
import type { ProjectionPorts } from "../events/projection.ts";
import type { Page } from "../store/store.ts";
import { type AccountEntry, accountHistory, entriesOf } from "./account_entries.ts";
import { requireAccountId } from "./change_accounts.ts";
import { whyUnseen } from "./get_account_balance.ts";
import type { ListAccounts } from "./list_accounts.ts";

/** Asks for what happened to one account. */
export interface GetAccountHistory extends ListAccounts {
  readonly id: string;
}

/**
 * Reads what happened to an account, oldest first, page by page; readers may be a moment behind, and
 * of an account that was just opened see nothing yet.
 *
 * @throws {AccountNotFound | CursorExpired | InvalidCursor | PositionBeyondHead | NotConsistentYet}
 */
export async function getAccountHistory(
  ports: ProjectionPorts,
  { id, ...query }: GetAccountHistory,
): Promise<Page<AccountEntry>> {
  const account = requireAccountId(id);
  const page = await accountHistory.of(ports).find({ ...query, by: entriesOf(account) });
  if (page.items.length > 0) return page;
  const why = await whyUnseen(ports, account);
  if (why instanceof AccountNotFound) throw why;
  return page;
}
