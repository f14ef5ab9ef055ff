/** Books in which money that was due by now has moved. */

import type { Clock } from "../../application/ports.ts";
import type { Book } from "./book.ts";
import type { LedgerEntry } from "./ledger_entry.ts";
import { settled } from "./rules.ts";

/** Reads books as they are by now; what moved is written with the next change. */
export function settledBook(book: Book, clock: Pick<Clock, "now">): Book {
  const byNow = (entry: LedgerEntry) => settled(entry, clock.now());
  return {
    read: async (id) => {
      const entry = await book.read(id);
      return entry && byNow(entry);
    },
    change: (id, decide) => book.change(id, (entry) => decide(entry && byNow(entry))),
    list: async (query) => {
      const { items, next } = await book.list(query);
      return { items: items.map(byNow), next };
    },
  };
}
