/** The books of all accounts, kept from the log alone: an accountant who trusts nobody's balance. */

import type { Recorded } from "../../application/store/store.ts";

/** What the log adds up to. */
export interface Books {
  /** Minor units by account. */
  readonly balances: ReadonlyMap<string, number>;
  /** Money that came from outside, less money that went there. */
  readonly outside: number;
  readonly deposits: number;
  readonly withdrawals: number;
  readonly transfers: number;
  /** Everything that cannot be: in words, with its position. */
  readonly wrong: readonly string[];
}

type Data = {
  readonly accountId: string;
  readonly amount?: { readonly amount: number };
  readonly openingBalance?: { readonly amount: number };
  readonly transfer?: { readonly id: string; readonly account: string };
};

/**
 * Adds up a log from its beginning. After every event the balances, with what is on its way between
 * the two halves of a transfer, are what came from outside.
 */
export function keepBooks(log: readonly Recorded[]): Books {
  const balances = new Map<string, number>();
  const onTheWay = new Map<string, number>();
  const wrong: string[] = [];
  const counts = { deposits: 0, withdrawals: 0, transfers: 0 };
  let outside = 0;

  for (const [index, { position, type, data }] of log.entries()) {
    const { accountId, amount, openingBalance, transfer } = data as Data;
    const change = changeOf(type, amount?.amount ?? openingBalance?.amount ?? 0);
    if (position !== index + 1) wrong.push(`position ${position} stands at ${index + 1}`);
    const balance = (balances.get(accountId) ?? 0) + change;
    if (balance < 0) wrong.push(`${accountId} is overdrawn at ${position}`);
    balances.set(accountId, balance);
    if (transfer === undefined) {
      outside += change;
      if (type === "MoneyDeposited") counts.deposits++;
      if (type === "MoneyWithdrawn") counts.withdrawals++;
    } else if (onTheWay.has(transfer.id)) {
      if (onTheWay.get(transfer.id) !== change) wrong.push(`a transfer changes at ${position}`);
      onTheWay.delete(transfer.id);
      counts.transfers++;
    } else {
      onTheWay.set(transfer.id, -change);
    }
    if (onTheWay.size > 1) wrong.push(`two transfers are half done at ${position}`);
    if (sum(balances) + sum(onTheWay) !== outside) wrong.push(`money is lost at ${position}`);
  }
  if (onTheWay.size > 0) wrong.push("a transfer is half done at the end");
  return { balances, outside, ...counts, wrong };
}

function changeOf(type: string, amount: number): number {
  return type === "MoneyWithdrawn" ? -amount : amount;
}

function sum(amounts: ReadonlyMap<string, number>): number {
  return [...amounts.values()].reduce((total, amount) => total + amount, 0);
}
