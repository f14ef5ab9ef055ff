/** Looking up a balance. */

import type { AccountId } from "../../domain/accounts/account_id.ts";
import { AccountNotFound } from "../../domain/accounts/errors.ts";
import type { Money } from "../../domain/kernel/money.ts";
import { NotConsistentYet } from "../events/projection_errors.ts";
import type { ProjectionPorts } from "../events/projection.ts";
import { accountBalances } from "./account_balances.ts";
import { accountStream } from "./account_streams.ts";
import { requireAccountId } from "./change_accounts.ts";

/** Asks for one balance. */
export interface GetAccountBalance {
  readonly id: string;
  /** Waits until everything up to this position of the log is seen. */
  readonly consistentWith?: number | undefined;
}

/** What an account holds. */
export interface AccountBalance {
  readonly account: AccountId;
  readonly balance: Money;
  readonly closed: boolean;
}

/**
 * Gets the balance as it is known to readers, which may be a moment behind.
 *
 * @throws {AccountNotFound | PositionBeyondHead | NotConsistentYet}
 */
export async function getAccountBalance(
  ports: ProjectionPorts,
  { id, consistentWith }: GetAccountBalance,
): Promise<AccountBalance> {
  const accountId = requireAccountId(id);
  const view = await accountBalances.of(ports).get(accountId, { consistentWith });
  if (view === undefined) throw await whyUnseen(ports, accountId);
  const { account: { balance, status } } = view;
  return { account: accountId, balance, closed: status === "closed" };
}

/** Tells why readers see nothing of an account: there is none, or they are behind its opening. */
export async function whyUnseen(
  { store }: Pick<ProjectionPorts, "store">,
  id: AccountId,
): Promise<AccountNotFound | NotConsistentYet> {
  const [opened] = await store.readStream(accountStream(id), { limit: 1 });
  if (opened === undefined) return new AccountNotFound(id);
  return new NotConsistentYet(accountBalances.name, opened.position);
}
