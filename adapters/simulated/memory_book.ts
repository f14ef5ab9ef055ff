/** Books in memory, gone with their process. */

import type { Book } from "./book.ts";
import type { LedgerEntry } from "./ledger_entry.ts";

/** Opens new books. */
export function memoryBook(): Book {
  const entries = new Map<string, LedgerEntry>();
  return {
    read: (id) => Promise.resolve(entries.get(id)),
    change: async (id, decide) => {
      await Promise.resolve();
      const { entry, result } = decide(entries.get(id));
      entries.set(id, entry);
      return result;
    },
    list: ({ order, limit, after = "" }) => {
      const found = [...entries.values()]
        .filter((entry) => (order === undefined || entry.order === order) && entry.id > after)
        .toSorted((a, b) => a.id < b.id ? -1 : 1);
      const items = found.slice(0, limit);
      const next = found.length > limit ? items.at(-1)?.id : undefined;
      return Promise.resolve({ items, next });
    },
  };
}
