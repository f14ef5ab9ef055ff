/** What a memory store holds, and how a judged commit changes it. */

import type {
  EncodedAppend,
  EncodedChanges,
  EncodedPut,
} from "../../application/store/encoded_changes.ts";
import type { Holder, StoredVersions } from "../../application/store/judge.ts";
import { fromJsonText } from "../../application/store/json_text.ts";
import type { Committed, Document, Metadata, Recorded } from "../../application/store/store.ts";

/** An event, payload and metadata as JSON text, so that nobody shares them. */
export interface EventRow {
  readonly id: string;
  readonly stream: string;
  readonly version: number;
  readonly position: number;
  readonly recordedAt: string;
  readonly type: string;
  readonly data: string;
  readonly metadata: string;
}

/** A document, value as JSON text. */
export interface DocumentRow {
  readonly id: string;
  readonly version: number;
  readonly value: string;
  readonly unique: EncodedPut["unique"];
  readonly index: EncodedPut["index"];
}

/** What is remembered of a commit with an id. */
export interface ReceiptRow {
  readonly id: string;
  readonly content: string;
  readonly at: number;
  readonly recordedAt: string;
  readonly firstEvent: number;
  readonly events: number;
  readonly result: Omit<Committed, "events" | "outcome" | "repeated">;
  readonly outcome: string | undefined;
}

/** All tables of one store. */
export class Tables implements StoredVersions {
  readonly log: EventRow[] = [];
  readonly streams: Map<string, EventRow[]> = new Map();
  readonly documents: Map<string, Map<string, DocumentRow>> = new Map();
  readonly receipts: Map<string, ReceiptRow> = new Map();
  readonly #holders: Map<string, Map<string, string>> = new Map();
  #commits = 0;

  readonly ofStream = (stream: string): number => this.streams.get(stream)?.length ?? 0;

  readonly ofDocument = (collection: string, id: string): number =>
    this.document(collection, id)?.version ?? 0;

  readonly holder = (collection: string, key: string, value: string): Holder | undefined => {
    const id = this.#holders.get(keyTable(collection, key))?.get(value);
    return id === undefined ? undefined : this.document(collection, id);
  };

  document(collection: string, id: string): DocumentRow | undefined {
    return this.documents.get(collection)?.get(id);
  }

  /** Applies changes that were judged when the streams had these versions; cannot fail. */
  apply(
    changes: EncodedChanges,
    before: readonly number[],
    recordedAt: string,
    newId: () => string,
  ): Committed {
    const events: Recorded[] = [];
    for (const append of changes.appends) this.#append(append, recordedAt, newId, events);
    if (changes.puts.length > 0) this.#commits++;
    // Keys are freed before any is taken: two documents of one commit may swap theirs.
    for (const put of changes.puts) this.#free(put);
    for (const put of changes.puts) this.#put(put, this.#commits);
    const committed = {
      position: this.log.length,
      events,
      streamVersions: changes.appends.map(({ events }, at) => (before[at] ?? 0) + events.length),
      documentVersions: changes.puts.map(({ value }) => value === undefined ? 0 : this.#commits),
      repeated: false,
    };
    if (changes.outcome === undefined) return committed;
    return { ...committed, outcome: fromJsonText(changes.outcome) };
  }

  #append(
    append: EncodedAppend,
    recordedAt: string,
    newId: () => string,
    recorded: Recorded[],
  ): void {
    if (append.events.length === 0) return;
    let stream = this.streams.get(append.stream);
    if (stream === undefined) this.streams.set(append.stream, stream = []);
    for (const event of append.events) {
      const row = {
        id: event.id ?? newId(),
        stream: append.stream,
        version: stream.length + 1,
        position: this.log.length + 1,
        recordedAt,
        type: event.type,
        data: event.data,
        metadata: event.metadata,
      };
      stream.push(row);
      this.log.push(row);
      recorded.push(recordedOf(row, event.copy));
    }
  }

  #free({ collection, id }: EncodedPut): void {
    for (const [key, value] of this.document(collection, id)?.unique ?? []) {
      this.#holders.get(keyTable(collection, key))?.delete(value);
    }
  }

  #put({ collection, id, value, unique, index }: EncodedPut, version: number): void {
    if (value === undefined) {
      this.documents.get(collection)?.delete(id);
      return;
    }
    tableOf(this.documents, collection).set(id, { id, version, value, unique, index });
    for (const [key, entry] of unique) {
      tableOf(this.#holders, keyTable(collection, key)).set(entry, id);
    }
  }
}

/** Reads an event out of its row; every call gives a fresh value. */
export function toRecorded(row: EventRow): Recorded {
  const metadata = row.metadata === "{}" ? {} : fromJsonText(row.metadata) as Metadata;
  return recordedOf(row, { data: fromJsonText(row.data), metadata });
}

function recordedOf(
  { id, stream, version, position, recordedAt, type }: EventRow,
  { data, metadata }: Pick<Recorded, "data" | "metadata">,
): Recorded {
  return { id, stream, version, position, recordedAt, type, data, metadata };
}

/** Reads a document out of its row; every call gives a fresh value. */
export function toDocument({ id, version, value }: DocumentRow): Document {
  return { id, version, value: fromJsonText(value) };
}

/** No label has a U+0000, so it keeps collection and key apart. */
function keyTable(collection: string, key: string): string {
  return `${collection}\0${key}`;
}

function tableOf<Row>(tables: Map<string, Map<string, Row>>, name: string): Map<string, Row> {
  let table = tables.get(name);
  if (table === undefined) tables.set(name, table = new Map());
  return table;
}
