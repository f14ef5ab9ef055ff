/** Rows as statements give them, and what the port makes of them. */

import type { EncodedPut } from "../../application/store/encoded_changes.ts";
import { toIsoTime } from "../../application/store/iso_time.ts";
import { fromJsonText } from "../../application/store/json_text.ts";
import type { Document, Metadata, Receipt, Recorded } from "../../application/store/store.ts";

/** An event; `at` is in milliseconds since 1970, data and metadata are JSON text. */
export interface EventRow {
  readonly id: string;
  readonly stream: string;
  readonly version: number;
  readonly position: number;
  readonly at: number;
  readonly type: string;
  readonly data: string;
  readonly metadata: string;
}

/** A document, value as JSON text. */
export interface DocumentRow {
  readonly id: string;
  readonly version: number;
  readonly value: string;
}

/** A receipt; its events are the last ones up to its position. */
export interface ReceiptRow {
  readonly id: string;
  readonly at: number;
  readonly fingerprint: string;
  readonly position: number;
  readonly events: number;
  readonly streams: string;
  readonly documents: string;
  readonly outcome: string | null;
}

/** The keys a document is found by, as they stand in its row. */
export type StoredKeys = Pick<EncodedPut, "unique" | "index">;

const noKeys: StoredKeys = { unique: [], index: [] };

/** Reads an event out of its row. */
export function toRecorded(row: EventRow): Recorded {
  const { id, stream, version, position, type } = row;
  return {
    id,
    stream,
    version,
    position,
    recordedAt: toIsoTime(row.at),
    type,
    data: fromJsonText(row.data),
    // Most events have none.
    metadata: row.metadata === "{}" ? {} : fromJsonText(row.metadata) as Metadata,
  };
}

/** Reads a document out of its row. */
export function toDocument({ id, version, value }: DocumentRow): Document {
  return { id, version, value: fromJsonText(value) };
}

/** Reads a receipt out of its row and those of its events. */
export function toReceipt(row: ReceiptRow, events: readonly EventRow[]): Receipt {
  return {
    id: row.id,
    recordedAt: toIsoTime(row.at),
    position: row.position,
    events: events.map(toRecorded),
    streamVersions: JSON.parse(row.streams),
    documentVersions: JSON.parse(row.documents),
    repeated: true,
    ...(row.outcome === null ? {} : { outcome: fromJsonText(row.outcome) }),
  };
}

/** Writes the keys of a document down, `null` when it has none. */
export function fromKeys({ unique, index }: StoredKeys): string | null {
  return unique.length + index.length === 0 ? null : JSON.stringify([unique, index]);
}

/** Reads what {@linkcode fromKeys} wrote. */
export function toKeys(text: string | null): StoredKeys {
  if (text === null) return noKeys;
  const [unique, index] = JSON.parse(text);
  return { unique, index };
}
