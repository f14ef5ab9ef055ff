/** Folding an account from its stream. */

import type { Account } from "../../domain/accounts/account.ts";
import type { AccountId } from "../../domain/accounts/account_id.ts";
import { AccountNotFound, AccountVersionNotReached } from "../../domain/accounts/errors.ts";
import { readState } from "../events/stream_state.ts";
import type { Stored } from "../store/collection.ts";
import { accountStream } from "./account_streams.ts";
import type { ReadAccountPorts } from "./ports.ts";

/**
 * Reads an account as it is, or as it was at a version.
 *
 * @throws {AccountNotFound | AccountVersionNotReached}
 */
export async function readAccount(
  { store, streams }: ReadAccountPorts,
  id: AccountId,
  wanted?: number,
): Promise<Stored<Account>> {
  const { state, version } = await readState(store, streams, accountStream(id), wanted);
  if (state.status === "none") throw new AccountNotFound(id);
  if (wanted !== undefined && version < wanted) {
    throw new AccountVersionNotReached(id, wanted, version);
  }
  return { ...state, version };
}
