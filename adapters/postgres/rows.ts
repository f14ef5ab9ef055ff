/** Rows as statements give them, every column a text, and what the port makes of them. */

import { toIsoTime } from "../../application/store/iso_time.ts";
import { fromJsonText } from "../../application/store/json_text.ts";
import type { Document, Metadata, Receipt, Recorded } from "../../application/store/store.ts";
import type { PostgresRow } from "./client.ts";

/** A receipt, and what identifies the content of its commit. */
export interface StoredReceipt {
  readonly receipt: Receipt;
  /** Absent for a commit that had no id. */
  readonly fingerprint?: string;
}

/** The columns of an event, in the order that {@linkcode toRecorded} reads. */
export const eventColumns =
  "e.position::text, e.stream, e.version::text, e.id, e.type, e.recorded_at::text, e.data, e.metadata";

/** Reads an event out of its row. */
export function toRecorded(row: PostgresRow): Recorded {
  const [position, stream, version, id, type, at, data, metadata] = texts(row);
  return {
    id: id ?? "",
    stream: stream ?? "",
    version: Number(version),
    position: Number(position),
    recordedAt: toIsoTime(Number(at)),
    type: type ?? "",
    data: fromJsonText(data ?? ""),
    // Most events have none.
    metadata: metadata === "{}" ? {} : fromJsonText(metadata ?? "") as Metadata,
  };
}

/** Reads a document out of the columns id, version, value. */
export function toDocument(row: PostgresRow): Document {
  const [id, version, value] = texts(row);
  return { id: id ?? "", version: Number(version), value: fromJsonText(value ?? "") };
}

/** The columns of a receipt, in the order that {@linkcode toReceipt} reads. */
export const receiptColumns =
  "r.id, r.recorded_at::text, r.fingerprint, r.position::text, r.events::text, " +
  "array_to_json(r.stream_versions)::text, array_to_json(r.document_versions)::text, r.outcome";

/** Reads the last position and the number of the events of a receipt. */
export function eventsOfReceipt(row: PostgresRow): {
  readonly position: number;
  readonly count: number;
} {
  return { position: Number(row[3]), count: Number(row[4]) };
}

/** Reads a receipt out of its row and its events. */
export function toReceipt(row: PostgresRow, events: readonly Recorded[]): StoredReceipt {
  const [id, at, fingerprint, position, , streams, documents, outcome] = texts(row);
  return {
    fingerprint: fingerprint ?? "",
    receipt: {
      id: id ?? "",
      recordedAt: toIsoTime(Number(at)),
      position: Number(position),
      events,
      streamVersions: JSON.parse(streams ?? "[]"),
      documentVersions: JSON.parse(documents ?? "[]"),
      repeated: true,
      ...(outcome === undefined ? {} : { outcome: fromJsonText(outcome) }),
    },
  };
}

/** What the statements ask for is text; NULL is nothing. */
function texts(row: PostgresRow): readonly (string | undefined)[] {
  return row.map((column) => typeof column === "string" ? column : undefined);
}
