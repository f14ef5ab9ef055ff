/** Where the simulated gateway keeps its books: in memory, or in a store. */

import type { Page } from "../../application/store/store.ts";
import type { LedgerEntry } from "./ledger_entry.ts";

/** Which entries to list. */
export interface LedgerQuery {
  /** Only the payments of this order. */
  readonly order?: string | undefined;
  /** At least 1. */
  readonly limit: number;
  /** The `next` of the page before. */
  readonly after?: string | undefined;
}

/** The books; changes of one entry come one after another. */
export interface Book {
  readonly read: (id: string) => Promise<LedgerEntry | undefined>;
  /** Writes what is decided from the entry as it stands; may decide several times. */
  readonly change: <Result>(
    id: string,
    decide: (entry: LedgerEntry | undefined) => Decided<Result>,
  ) => Promise<Result>;
  /** Ordered by id. */
  readonly list: (query: LedgerQuery) => Promise<Page<LedgerEntry>>;
}

/** What an entry becomes, and what is answered. */
export interface Decided<Result> {
  /** The same object when nothing changes. */
  readonly entry: LedgerEntry;
  readonly result: Result;
}
