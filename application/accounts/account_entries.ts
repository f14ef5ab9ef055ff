/** The history of accounts, entry by entry, kept for reading. */

import { z } from "zod";
import type { AccountEvent } from "../../domain/accounts/account.ts";
import type { AccountId } from "../../domain/accounts/account_id.ts";
import type { Money } from "../../domain/kernel/money.ts";
import { type Projection, projection } from "../events/projection.ts";
import { moneyShape } from "../money_shape.ts";
import type { IndexRange, Recorded } from "../store/store.ts";
import { accountCodec } from "./account_codec.ts";

/** What happened to an account once. */
export interface AccountEntry {
  readonly account: AccountId;
  /** Which event of the account this is, from 1. */
  readonly version: number;
  readonly kind: "opened" | "deposited" | "withdrawn" | "closed";
  /** What it was opened with, or what moved; `null` when it was closed. */
  readonly amount: Money | null;
  /** The transfer it belongs to, and the other account. */
  readonly transfer: { readonly id: string; readonly account: AccountId } | null;
  /** ISO 8601 UTC. */
  readonly at: string;
  /** Where the event stands in the log. */
  readonly position: number;
  readonly eventId: string;
}

const shape = z.object({
  account: z.string(),
  version: z.int(),
  kind: z.enum(["opened", "deposited", "withdrawn", "closed"]),
  amount: moneyShape.nullable(),
  transfer: z.object({ id: z.string(), account: z.string() }).nullable(),
  at: z.string(),
  position: z.int(),
  eventId: z.string(),
});

/** One view for each event, found by its account in the order of versions. */
export const accountHistory: Projection<AccountEntry> = projection<AccountEvent, AccountEntry>({
  name: "account-history",
  types: accountCodec.types,
  codec: accountCodec,
  view: {
    schema: { version: 1, parse: (data) => shape.parse(data) as AccountEntry },
    encode: (entry) => shape.parse(entry),
    index: ({ account }) => ({ account }),
  },
  // Entries of one account are ordered by their ids.
  ids: ({ data, version }) => `${data.accountId}/${String(version).padStart(16, "0")}`,
  evolve: (_entry, event) => entryOf(event),
});

/** Tells where the entries of an account are. */
export function entriesOf(account: AccountId): IndexRange {
  return { index: "account", equal: account };
}

/** Tells what an event comes to in the history of its account. */
export function entryOf(event: Recorded<AccountEvent>): AccountEntry {
  const { version, position, id: eventId, recordedAt: at } = event;
  const placed = { account: event.data.accountId, version, at, position, eventId };
  switch (event.type) {
    case "AccountCreated":
      return { ...placed, kind: "opened", amount: event.data.openingBalance, transfer: null };
    case "MoneyDeposited":
    case "MoneyWithdrawn": {
      const { amount, transfer = null } = event.data;
      const kind = event.type === "MoneyDeposited" ? "deposited" : "withdrawn";
      return { ...placed, kind, amount, transfer };
    }
    case "AccountClosed":
      return { ...placed, kind: "closed", amount: null, transfer: null };
  }
}
