/** What a log of accounts adds up to, kept by somebody who trusts nobody's balance. */

import assert from "node:assert/strict";
import { accountCodec } from "../../application/accounts/account_codec.ts";
import type { Recorded } from "../../application/store/store.ts";
import type { AccountEvent } from "../../domain/accounts/account.ts";

/** The books of all accounts. */
export interface Books {
  /** Minor units by account, in the order of opening. */
  readonly balances: ReadonlyMap<string, number>;
  readonly events: readonly Recorded<AccountEvent>[];
  /** How many events each command left, by its id. */
  readonly effects: ReadonlyMap<string, number>;
}

/**
 * Adds up a log from its beginning. At every position the balances, with what is between the two
 * halves of a transfer, must be what came from outside, and no account may be overdrawn.
 */
export function keepBooks(log: readonly Recorded[]): Books {
  const balances = new Map<string, number>();
  const effects = new Map<string, number>();
  const events = log.map(accountCodec.decode);
  let outside = 0;
  let between: { readonly id: string; readonly amount: number } | undefined;

  for (const event of events) {
    const { position, data, metadata: { commandId = "" } } = event;
    const change = changeOf(event);
    const balance = (balances.get(data.accountId) ?? 0) + change;
    balances.set(data.accountId, balance);
    effects.set(commandId, (effects.get(commandId) ?? 0) + 1);
    const transfer = "transfer" in data ? data.transfer : undefined;
    if (transfer === undefined) {
      assert.equal(between, undefined, `Half a transfer was done before ${position}`);
      outside += change;
    } else if (between === undefined) {
      between = { id: transfer.id, amount: -change };
    } else {
      assert.deepEqual(between, { id: transfer.id, amount: change }, `The halves at ${position}`);
      between = undefined;
    }
    assert.ok(balance >= 0, `${data.accountId} is overdrawn at ${position}`);
    assert.equal(sum(balances) + (between?.amount ?? 0), outside, `The money at ${position}`);
  }
  assert.equal(between, undefined, "Half a transfer was done at the end");
  return { balances, events, effects };
}

function changeOf(event: AccountEvent): number {
  switch (event.type) {
    case "AccountCreated":
      return event.data.openingBalance.amount;
    case "MoneyDeposited":
      return event.data.amount.amount;
    case "MoneyWithdrawn":
      return -event.data.amount.amount;
    case "AccountClosed":
      return 0;
  }
}

function sum(balances: ReadonlyMap<string, number>): number {
  return [...balances.values()].reduce((total, balance) => total + balance, 0);
}
