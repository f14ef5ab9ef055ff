/** What the pages of an account show, gathered. */

import { accountCodec } from "../application/accounts/account_codec.ts";
import { type AccountEntry, entryOf } from "../application/accounts/account_entries.ts";
import { accountStream } from "../application/accounts/account_streams.ts";
import type { BalancePoint } from "../application/accounts/get_account_timeline.ts";
import type { Stored } from "../application/store/collection.ts";
import type { Recorded, Store } from "../application/store/store.ts";
import type { Account } from "../domain/accounts/account.ts";
import type { Services } from "./services.ts";

/** A change of an account, and the event that made it. */
export interface AccountChange {
  readonly entry: AccountEntry;
  readonly event: Recorded | undefined;
}

/** An account as it is now, with what led there. */
export interface AccountDetails {
  readonly account: Stored<Account>;
  /** The latest balances, oldest first. */
  readonly timeline: readonly BalancePoint[];
  /** Newest first. */
  readonly changes: readonly AccountChange[];
  /** Other open accounts of the currency, to which money can go. */
  readonly payees: readonly Account[];
  readonly formKey: string;
}

/** An account as it was. */
export interface PastAccount {
  readonly account: Stored<Account>;
  /** Of the account as it is now. */
  readonly latestVersion: number;
  /** What made the account what it was. */
  readonly event: Recorded | undefined;
  readonly timeline: readonly BalancePoint[];
}

/** More dots than these nobody could tell apart. */
const POINTS = 100;
/** How many changes and how many other accounts are shown at once. */
const CHANGES = 10;
const PAYEES = 200;

/** Gathers what the page of an account shows; of its changes those before a version, if one is given. */
export async function readAccountDetails(
  { accounts, store, newId }: Services,
  account: Stored<Account>,
  before = Infinity,
): Promise<AccountDetails> {
  const { id, balance, version } = account;
  const through = Math.min(before - 1, version);
  const after = Math.max(0, through - CHANGES);
  const [timeline, events, { items }] = await Promise.all([
    accounts.timeline({ id, limit: POINTS }),
    through === 0 ? [] : store.readStream(accountStream(id), { after, limit: through - after }),
    accounts.list({ limit: PAYEES }),
  ]);
  const changes = events.map((event) => ({
    entry: entryOf(accountCodec.decode(event)),
    event,
  }));
  const payees = items.filter((other) =>
    other.id !== id && other.status === "open" && other.balance.currency === balance.currency
  );
  return { account, timeline, changes: changes.toReversed(), payees, formKey: newId() };
}

/** Gathers what the page of an account's past shows. */
export async function readPastAccount(
  { accounts, store }: Services,
  account: Stored<Account>,
): Promise<PastAccount> {
  const { id, version } = account;
  const [latest, timeline, [event]] = await Promise.all([
    accounts.get({ id }),
    accounts.timeline({ id, limit: POINTS }),
    store.readStream(accountStream(id), { after: version - 1, limit: 1 }),
  ]);
  return { account, latestVersion: latest.version, event, timeline };
}

/** Puts its raw event beside each entry of a history. */
export async function besideEvents(
  store: Store,
  entries: readonly AccountEntry[],
): Promise<readonly AccountChange[]> {
  const [first] = entries;
  if (first === undefined) return [];
  const range = { after: first.version - 1, limit: entries.length };
  const events = await store.readStream(accountStream(first.account), range);
  return entries.map((entry, index) => ({ entry, event: events[index] }));
}
