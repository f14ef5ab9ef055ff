/** `find` over the documents of one collection. */

import { fromCursor, type Place, toCursor } from "../../application/store/cursor.ts";
import { compareUtf8 } from "../../application/store/names.ts";
import { requireRead } from "../../application/store/reads.ts";
import type { Document, Find, IndexRange, Page } from "../../application/store/store.ts";
import { type DocumentRow, toDocument } from "./tables.ts";

interface Match extends Place {
  readonly row: DocumentRow;
}

/** Answers one page of a collection; an unknown collection is empty. */
export function findDocuments(
  rows: ReadonlyMap<string, DocumentRow> | undefined,
  { by, limit, after }: Find,
): Page<Document> {
  requireRead({ limit });
  const from = after === undefined ? undefined : fromCursor(after);
  const matches: Match[] = [];
  for (const row of rows?.values() ?? []) {
    const entry = by === undefined ? "" : entryOf(row, by);
    if (entry === undefined) continue;
    const match = { entry, id: row.id, row };
    if (from === undefined || compare(match, from) > 0) matches.push(match);
  }
  matches.sort(compare);
  const page = matches.slice(0, limit);
  const last = page.at(-1);
  return {
    items: page.map(({ row }) => toDocument(row)),
    next: last !== undefined && matches.length > page.length ? toCursor(last) : undefined,
  };
}

function entryOf(row: DocumentRow, by: IndexRange): string | undefined {
  const entry = row.index.find(([name]) => name === by.index)?.[1];
  if (entry === undefined) return undefined;
  if ("equal" in by) return entry === by.equal ? entry : undefined;
  if (by.from !== undefined && compareUtf8(entry, by.from) < 0) return undefined;
  if (by.to !== undefined && compareUtf8(entry, by.to) >= 0) return undefined;
  return entry;
}

function compare(left: Place, right: Place): number {
  return compareUtf8(left.entry, right.entry) || compareUtf8(left.id, right.id);
}
