/** What stands at the keys, and what the port makes of it. Payloads are JSON text as UTF-8 bytes. */

import type { EncodedPut } from "../../application/store/encoded_changes.ts";
import { toIsoTime } from "../../application/store/iso_time.ts";
import { fromJsonText } from "../../application/store/json_text.ts";
import type { Document, Metadata, Receipt, Recorded } from "../../application/store/store.ts";
import type { Json } from "../../domain/kernel/json.ts";

/** The state of the whole store after its last commit. */
export interface HeadRecord {
  /** Version of the shape of all records. */
  readonly schema: number;
  /** The last position. */
  readonly position: number;
  /** How many commits put documents; versions of documents come from it. */
  readonly commits: number;
  /** The last stream's number. */
  readonly streams: number;
  /** When the last commit was, in milliseconds since 1970. */
  readonly at: number;
}

/** A stream's number and version. */
export interface StreamRecord {
  readonly number: number;
  readonly version: number;
}

/** An event; `metadata` is `true` when it stands at a key of its own. */
export interface EventRecord {
  readonly id: string;
  readonly stream: string;
  readonly version: number;
  readonly position: number;
  readonly at: number;
  readonly type: string;
  readonly data: Uint8Array;
  readonly metadata?: Uint8Array | true;
}

/** A document and the keys it is found by. */
export interface DocumentRecord {
  readonly id: string;
  readonly version: number;
  readonly value: Uint8Array;
  readonly unique: EncodedPut["unique"];
  readonly index: EncodedPut["index"];
}

/** What is remembered of a commit; its events are the last ones up to its position. */
export interface ReceiptRecord {
  readonly id: string;
  readonly at: number;
  /** The atomic operation that wrote it. */
  readonly sent: string;
  readonly fingerprint: string;
  readonly position: number;
  readonly events: number;
  readonly streams: readonly number[];
  readonly documents: readonly number[];
  readonly outcome?: Uint8Array;
}

/** Writes JSON text as it is stored. */
export function toBytes(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}

/** Gives the most bytes that a value can take once it is serialised. */
export function recordSize(value: unknown): number {
  if (typeof value === "string") return 2 * value.length + 8;
  if (value instanceof Uint8Array) return value.length + 24;
  if (typeof value !== "object" || value === null) return 12;
  const items = Object.entries(value);
  return items.reduce((size, [name, item]) => size + recordSize(name) + recordSize(item), 24);
}

/** Reads an event out of its record. */
export function toRecorded(record: EventRecord, metadata: Uint8Array | undefined): Recorded {
  const { id, stream, version, position, at, type, data } = record;
  return {
    id,
    stream,
    version,
    position,
    recordedAt: toIsoTime(at),
    type,
    data: fromBytes(data),
    metadata: metadata === undefined ? {} : fromBytes(metadata) as Metadata,
  };
}

/** Reads a document out of its record. */
export function toDocument({ id, version, value }: DocumentRecord): Document {
  return { id, version, value: fromBytes(value) };
}

/** Reads a receipt out of its record and its events. */
export function toReceipt(record: ReceiptRecord, events: readonly Recorded[]): Receipt {
  return {
    id: record.id,
    recordedAt: toIsoTime(record.at),
    position: record.position,
    events,
    streamVersions: [...record.streams],
    documentVersions: [...record.documents],
    repeated: true,
    ...(record.outcome === undefined ? {} : { outcome: fromBytes(record.outcome) }),
  };
}

function fromBytes(bytes: Uint8Array): Json {
  return fromJsonText(new TextDecoder().decode(bytes));
}
