/** What the store answers from its records; what each function answers held at one moment. */

import { LONGEST_ID, LONGEST_LABEL, utf8Length } from "../../application/store/names.ts";
import type { ReadRange } from "../../application/store/reads.ts";
import type { Document, LogPage, Receipt, Recorded } from "../../application/store/store.ts";
import { ChangedMeanwhile } from "./driver_errors.ts";
import {
  documentKey,
  eventKey,
  type Key,
  metadataKey,
  receiptKey,
  streamKey,
  uniqueKey,
  versionKey,
} from "./keys.ts";
import { listRecords, type Place, readHead, readRecord, readRecords } from "./reading.ts";
import {
  type DocumentRecord,
  type EventRecord,
  type ReceiptRecord,
  type StreamRecord,
  toDocument,
  toReceipt,
  toRecorded,
} from "./records.ts";

/** Positions that one call looks at in search of events of given types. */
const WINDOW = 2000;
/** Events that are read in one go. */
const BATCH = 200;

/** Gives events of one stream. */
export async function readStream(
  place: Place,
  stream: string,
  { after, limit }: ReadRange,
): Promise<readonly Recorded[]> {
  if (!isName(stream, LONGEST_ID)) return [];
  const { number = 0, version = 0 } = await readRecord<StreamRecord>(place, streamKey(stream)) ??
    {};
  // Whatever is committed after the version was read lies beyond it.
  const until = Math.min(version, after + limit);
  if (until <= after) return [];
  const positions: number[] = [];
  const range = { start: versionKey(number, after + 1), end: versionKey(number, until + 1) };
  for await (
    const position of listRecords<number>(place, { ...range, limit: until - after, batch: 1000 })
  ) positions.push(position);
  const records = await readRecords<EventRecord>(place, positions.map(eventKey));
  return await recorded(place, records.filter((record) => record !== undefined));
}

/** Gives events of the log. */
export async function readLog(
  place: Place,
  { after, limit }: ReadRange,
): Promise<readonly Recorded[]> {
  const { position } = await readHead(place);
  return await readBetween(place, after, Math.min(position, after + limit));
}

/** Looks through a part of the log for events of some types. */
export async function searchLog(
  place: Place,
  { after, limit }: ReadRange,
  types: readonly string[],
): Promise<LogPage> {
  const { position } = await readHead(place);
  const until = Math.min(position, after + WINDOW);
  const wanted = new Set(types);
  const found: EventRecord[] = [];
  let through = after;
  for await (const record of eventsBetween(place, after, until)) {
    if (found.length === limit) break;
    if (wanted.has(record.type)) found.push(record);
    through = record.position;
  }
  return { events: await recorded(place, found), through };
}

/** Gives a document by its id. */
export async function readDocument(
  place: Place,
  collection: string,
  id: string,
): Promise<Document | undefined> {
  if (!isName(collection, LONGEST_LABEL) || !isName(id, LONGEST_ID)) return undefined;
  const record = await readRecord<DocumentRecord>(place, documentKey(collection, id));
  return record && toDocument(record);
}

/** Gives the document that holds a unique key. */
export async function readDocumentByKey(
  place: Place,
  collection: string,
  key: string,
  value: string,
): Promise<Document | undefined> {
  const labels = [collection, key].every((label) => isName(label, LONGEST_LABEL));
  if (!labels || !isName(value, LONGEST_ID)) return undefined;
  const id = await readRecord<string>(place, uniqueKey(collection, key, value));
  if (id === undefined) return undefined;
  const record = await readRecord<DocumentRecord>(place, documentKey(collection, id));
  // A document that holds the key when it is read is an answer, whatever was before.
  const holds = record?.unique.some(([k, v]) => k === key && v === value);
  if (record === undefined || !holds) throw new ChangedMeanwhile();
  return toDocument(record);
}

/** Gives the record of a receipt that is not older than an instant. */
export async function readReceipt(
  place: Place,
  id: string,
  oldest: number,
): Promise<ReceiptRecord | undefined> {
  if (!isName(id, LONGEST_ID)) return undefined;
  const record = await readRecord<ReceiptRecord>(place, receiptKey(id));
  return record !== undefined && record.at >= oldest ? record : undefined;
}

/** Completes a receipt by its events. */
export async function withEvents(place: Place, record: ReceiptRecord): Promise<Receipt> {
  const { position, events } = record;
  return toReceipt(record, await readBetween(place, position - events, position));
}

/** Tells whether a name can be stored at all; in a key a lone surrogate would look like another. */
export function isName(name: string, longest: number): boolean {
  return name !== "" && name.isWellFormed() && !name.includes("\0") && utf8Length(name) <= longest;
}

/** Gives the events after one position, up to another, which is not beyond the head. */
async function readBetween(
  place: Place,
  after: number,
  until: number,
): Promise<readonly Recorded[]> {
  return await recorded(place, await Array.fromAsync(eventsBetween(place, after, until)));
}

async function* eventsBetween(
  place: Place,
  after: number,
  until: number,
): AsyncGenerator<EventRecord> {
  if (until <= after) return;
  const range = { start: eventKey(after + 1), end: eventKey(until + 1), limit: until - after };
  yield* listRecords<EventRecord>(place, { ...range, batch: BATCH });
}

/** Reads events out of their records, and what is too large to stand there. */
async function recorded(
  place: Place,
  records: readonly EventRecord[],
): Promise<readonly Recorded[]> {
  const apart = records.filter(({ metadata }) => metadata === true);
  const keys: readonly Key[] = apart.map(({ position }) => metadataKey(position));
  const large = await readRecords<Uint8Array>(place, keys);
  const byPosition = new Map(apart.map(({ position }, at) => [position, large[at]]));
  return records.map((record) => {
    const { metadata, position } = record;
    return toRecorded(record, metadata === true ? byPosition.get(position) : metadata);
  });
}
