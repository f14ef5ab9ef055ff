/** Accounts as clients get them. */

import type { Account } from "../domain/accounts/account.ts";
import type { Stored } from "../application/store/collection.ts";

/** Writes an account as clients get it. */
export function accountAnswer(
  { id, owner, balance, status, version }: Stored<Account>,
): Pick<Stored<Account>, "id" | "owner" | "balance" | "status" | "version"> {
  return { id, owner, balance, status, version };
}
