/** Listing accounts. */

import type { Account } from "../../domain/accounts/account.ts";
import type { ProjectionPorts } from "../events/projection.ts";
import type { Stored } from "../store/collection.ts";
import type { Page } from "../store/store.ts";
import { accountBalances, accountOf } from "./account_balances.ts";

/** Which accounts to list. */
export interface ListAccounts {
  /** At least 1. */
  readonly limit: number;
  /** The `next` of the page before. */
  readonly after?: string | undefined;
  /** Waits until everything up to this position of the log is seen. */
  readonly consistentWith?: number | undefined;
}

/**
 * Lists accounts in the order of opening, closed ones too, page by page; readers may be a moment
 * behind.
 *
 * @throws {CursorExpired | InvalidCursor | PositionBeyondHead | NotConsistentYet}
 */
export async function listAccounts(
  ports: ProjectionPorts,
  query: ListAccounts,
): Promise<Page<Stored<Account>>> {
  const { items, next } = await accountBalances.of(ports)
    .find({ ...query, by: { index: "opened" } });
  return { items: items.map(accountOf), next };
}
