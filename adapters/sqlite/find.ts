/** `find` over the documents of one collection, page by page from the place of the last item. */

import { fromCursor, type Place, toCursor } from "../../application/store/cursor.ts";
import { compareUtf8 } from "../../application/store/names.ts";
import { requireRead } from "../../application/store/reads.ts";
import type { Document, Find, Page } from "../../application/store/store.ts";
import { allRows } from "./database.ts";
import { type DocumentRow, toDocument } from "./rows.ts";
import type { Statements } from "./statements.ts";

/** SQLite counts the rows of a page in 64 bits, drivers in fewer. */
const MOST_ROWS = 2 ** 31 - 2;

interface Match extends DocumentRow, Place {}

/** Answers one page of a collection; an unknown collection is empty. */
export function findDocuments(statements: Statements, query: Find): Page<Document> {
  const limit = Math.min(requireRead({ limit: query.limit }).limit, MOST_ROWS);
  const after = query.after === undefined ? { entry: "", id: "" } : fromCursor(query.after);
  // One row more than asked tells whether there is a next page.
  const rows = matches(statements, query, after, limit + 1);
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  return {
    items: page.map(toDocument),
    next: last !== undefined && rows.length > limit ? toCursor(last) : undefined,
  };
}

function matches(
  statements: Statements,
  { collection, by }: Find,
  after: Place,
  limit: number,
): readonly Match[] {
  if (by === undefined) {
    // Without an index all entries are "": a cursor with another one stands behind them.
    if (after.entry !== "") return [];
    return allRows<Match>(statements.findAll, collection, after.id, limit);
  }
  if ("equal" in by) {
    const { entry, id } = after;
    return allRows(statements.findEqual, collection, by.index, entry, id, by.equal, limit);
  }
  const { entry, id } = later(after, { entry: by.from ?? "", id: "" });
  return by.to === undefined
    ? allRows(statements.findFrom, collection, by.index, entry, id, limit)
    : allRows(statements.findBetween, collection, by.index, entry, id, by.to, limit);
}

/** No id is empty, so a place without one stands before all of its entry. */
function later(left: Place, right: Place): Place {
  const order = compareUtf8(left.entry, right.entry) || compareUtf8(left.id, right.id);
  return order > 0 ? left : right;
}
