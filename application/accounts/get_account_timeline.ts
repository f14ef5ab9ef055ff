/** The balance of an account over time. */

import { accountDecider } from "../../domain/accounts/account_decider.ts";
import type { AccountState } from "../../domain/accounts/account.ts";
import { AccountNotFound } from "../../domain/accounts/errors.ts";
import { InvalidInput } from "../../domain/kernel/errors.ts";
import type { Money } from "../../domain/kernel/money.ts";
import { foldOn } from "../events/fold.ts";
import type { StreamState } from "../events/stream_state.ts";
import { accountStream } from "./account_streams.ts";
import { requireAccountId } from "./change_accounts.ts";
import type { ReadAccountPorts } from "./ports.ts";

/** Asks for the balances of one account. */
export interface GetAccountTimeline {
  readonly id: string;
  /** How many of the latest at most; 1000 unless told. */
  readonly limit?: number | undefined;
}

/** The balance after an event. */
export interface BalancePoint {
  readonly version: number;
  /** ISO 8601 UTC. */
  readonly at: string;
  readonly balance: Money;
}

/**
 * Gets the balance after each event, oldest first; of a long history the latest ones.
 *
 * @throws {AccountNotFound}
 * @throws {InvalidInput} when the limit is not a whole number from 1
 */
export async function getAccountTimeline(
  { store, streams }: ReadAccountPorts,
  { id, limit = 1000 }: GetAccountTimeline,
): Promise<readonly BalancePoint[]> {
  if (!Number.isSafeInteger(limit) || limit < 1) {
    const message = "must be a whole number from 1";
    throw new InvalidInput("the query", [{ path: "limit", message }]);
  }
  const stream = accountStream(requireAccountId(id));
  const events = await store.readStream(stream);
  const points: BalancePoint[] = [];
  let at: StreamState<AccountState> = {
    state: accountDecider.initial,
    version: 0,
    eventId: undefined,
  };
  for (const event of events) {
    at = foldOn(accountDecider, streams.codec, stream, at, [event]);
    if (at.state.status === "none" || at.version <= events.length - limit) continue;
    points.push({ version: at.version, at: event.recordedAt, balance: at.state.balance });
  }
  if (points.length === 0) throw new AccountNotFound(id);
  return points;
}
