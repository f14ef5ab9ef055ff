/** Books in a store, where they outlive their process and other processes see them. */

import type { Stored } from "../../application/store/collection.ts";
import { unitOfWork, type UnitOfWorkPorts } from "../../application/store/unit_of_work.ts";
import type { Book } from "./book.ts";
import { ledgerEntries, type LedgerEntry } from "./ledger_entry.ts";

/** Opens the books of a store; changes are units of work. */
export function storedBook(ports: UnitOfWorkPorts): Book {
  const stored = ledgerEntries.of(ports.store);
  return {
    read: async (id) => {
      const entry = await stored.get(id);
      return entry && unversioned(entry);
    },
    change: async (id, decide) => {
      const { result } = await unitOfWork(ports, async (tx) => {
        const entries = ledgerEntries.within(tx);
        const found = await entries.get(id);
        const before = found && unversioned(found);
        const { entry, result } = decide(before);
        if (entry !== before) entries.save(entry);
        return result;
      });
      return result;
    },
    list: async ({ order, limit, after }) => {
      const by = order === undefined ? {} : { by: { index: "order", equal: order } };
      const { items, next } = await stored.find({ ...by, limit, after });
      return { items: items.map(unversioned), next };
    },
  };
}

function unversioned({ version: _, ...entry }: Stored<LedgerEntry>): LedgerEntry {
  return entry;
}
