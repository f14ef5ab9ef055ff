/** What the store answers from its tables; each function reads one moment. */

import type { Document, LogPage, Receipt, Recorded } from "../../application/store/store.ts";
import type { ReadRange } from "../../application/store/reads.ts";
import { allRows, firstRow } from "./database.ts";
import {
  type DocumentRow,
  type EventRow,
  type ReceiptRow,
  toDocument,
  toReceipt,
  toRecorded,
} from "./rows.ts";
import type { Statements } from "./statements.ts";

/** Positions that one call looks at in search of events of given types. */
const WINDOW = 4096;

/** Gives the last position. */
export function readHead(statements: Statements): number {
  return firstRow<{ head: number | null }>(statements.head)?.head ?? 0;
}

/** Gives events of one stream. */
export function readStream(
  statements: Statements,
  stream: string,
  { after, limit }: ReadRange,
): readonly Recorded[] {
  return allRows<EventRow>(statements.streamEvents, stream, after, limit).map(toRecorded);
}

/** Gives events of the log. */
export function readLog(statements: Statements, { after, limit }: ReadRange): readonly Recorded[] {
  return allRows<EventRow>(statements.logEvents, after, limit).map(toRecorded);
}

/** Looks through a part of the log for events of some types. */
export function searchLog(
  statements: Statements,
  { after, limit }: ReadRange,
  types: readonly string[],
): LogPage {
  // The head comes first: whatever is committed after it was read lies beyond the part.
  const until = Math.min(readHead(statements), after + WINDOW);
  const wanted = JSON.stringify(types);
  const events = allRows<EventRow>(statements.logEventsOfTypes, after, until, wanted, limit)
    .map(toRecorded);
  const through = events.length < limit ? until : events.at(-1)?.position ?? after;
  return { events, through: Math.max(through, after) };
}

/** Gives a document by its id. */
export function readDocument(
  statements: Statements,
  collection: string,
  id: string,
): Document | undefined {
  const row = firstRow<DocumentRow>(statements.document, collection, id);
  return row && toDocument(row);
}

/** Gives the document that holds a unique key. */
export function readDocumentByKey(
  statements: Statements,
  collection: string,
  key: string,
  value: string,
): Document | undefined {
  const row = firstRow<DocumentRow>(statements.documentByKey, collection, key, value);
  return row && toDocument(row);
}

/** Gives a receipt that is not older than an instant, and the fingerprint of its commit. */
export function readReceipt(
  statements: Statements,
  id: string,
  oldest: number,
): { readonly receipt: Receipt; readonly fingerprint: string } | undefined {
  const row = firstRow<ReceiptRow>(statements.receipt, id, oldest);
  if (row === undefined) return undefined;
  const { position, events, fingerprint } = row;
  const rows = allRows<EventRow>(statements.logEvents, position - events, events);
  return { receipt: toReceipt(row, rows), fingerprint };
}
