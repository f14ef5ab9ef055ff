/** `find` over the documents of one collection, page by page from the place of the last item. */

import { fromCursor, type Place as CursorPlace, toCursor } from "../../application/store/cursor.ts";
import { InvalidCursor } from "../../application/store/errors.ts";
import { compareUtf8, LONGEST_ID, LONGEST_LABEL } from "../../application/store/names.ts";
import { requireRead } from "../../application/store/reads.ts";
import type { Document, Find, IndexRange, Page } from "../../application/store/store.ts";
import { ChangedMeanwhile } from "./driver_errors.ts";
import { documentKey, type Key } from "./keys.ts";
import { isName } from "./reader.ts";
import { listRecords, type Place, readRecords } from "./reading.ts";
import { type DocumentRecord, toDocument } from "./records.ts";

/** Most items of one page: the database reads 1000 keys as of one moment, one tells of a next page. */
const LONGEST_PAGE = 999;

/** What stands at an index entry: which document, and its version when the entry was written. */
export interface EntryRecord {
  readonly id: string;
  readonly version: number;
}

interface Keys {
  readonly start: Key;
  readonly end: Key;
}

const nothing: Page<Document> = { items: [], next: undefined };

/** Answers one page of a collection; an unknown collection is empty. */
export async function findDocuments(place: Place, query: Find): Promise<Page<Document>> {
  const { collection, by } = query;
  const limit = Math.min(requireRead({ limit: query.limit }).limit, LONGEST_PAGE);
  const after = placeOf(query.after);
  if (!isName(collection, LONGEST_LABEL) || limit === 0) return nothing;
  return by === undefined
    ? await findAll(place, collection, after, limit)
    : await findByIndex(place, collection, by, after, limit);
}

async function findAll(
  place: Place,
  collection: string,
  after: CursorPlace,
  limit: number,
): Promise<Page<Document>> {
  // Without an index all entries are "": a cursor with another one stands behind them.
  if (after.entry !== "") return nothing;
  const start: Key = ["document", collection, behind(after.id)];
  const end: Key = ["document", collection, BEHIND_ALL];
  const found = await list<DocumentRecord>(place, { start, end }, limit + 1);
  return pageOf(found.slice(0, limit), found.length > limit, () => "");
}

/** Reads the entries as of one moment, and the documents only if they are still as they were then. */
async function findByIndex(
  place: Place,
  collection: string,
  by: IndexRange,
  after: CursorPlace,
  limit: number,
): Promise<Page<Document>> {
  const keys = isName(by.index, LONGEST_LABEL) ? keysOf(collection, by, after) : undefined;
  if (keys === undefined) return nothing;
  const entries = await list<EntryRecord>(place, keys, limit + 1);
  const wanted = entries.slice(0, limit);
  const found = await readRecords<DocumentRecord>(
    place,
    wanted.map(({ id }) => documentKey(collection, id)),
  );
  const documents = found.map((record, at) => {
    if (record?.version !== wanted[at]?.version) throw new ChangedMeanwhile();
    return record;
  }).filter((record) => record !== undefined);
  const entryOf = ({ index }: DocumentRecord) =>
    index.find(([name]) => name === by.index)?.[1] ?? "";
  return pageOf(documents, entries.length > limit, entryOf);
}

/** Gives the keys a query looks at, `undefined` for none. */
function keysOf(collection: string, by: IndexRange, after: CursorPlace): Keys | undefined {
  const below: Key = ["index", collection, by.index];
  const { from, to } = "equal" in by ? { from: by.equal, to: undefined } : by;
  if (![from, to].every((entry) => entry === undefined || entry.isWellFormed())) return undefined;
  const { entry, id } = later(after, { entry: from ?? "", id: "" });
  const start: Key = id === "" ? [...below, entry] : [...below, entry, behind(id)];
  if ("equal" in by) {
    if (entry !== by.equal || !isName(entry, LONGEST_ID)) return undefined;
    return { start, end: [...below, entry, BEHIND_ALL] };
  }
  if (to === undefined) return { start, end: [...below, BEHIND_ALL] };
  return compareUtf8(entry, to) < 0 ? { start, end: [...below, to] } : undefined;
}

async function list<Record>(place: Place, keys: Keys, limit: number): Promise<Record[]> {
  return await Array.fromAsync(listRecords<Record>(place, { ...keys, limit, batch: limit }));
}

function pageOf(
  records: readonly DocumentRecord[],
  more: boolean,
  entryOf: (record: DocumentRecord) => string,
): Page<Document> {
  const last = records.at(-1);
  const next = last !== undefined && more
    ? toCursor({ entry: entryOf(last), id: last.id })
    : undefined;
  return { items: records.map(toDocument), next };
}

function placeOf(cursor: string | undefined): CursorPlace {
  if (cursor === undefined) return { entry: "", id: "" };
  const place = fromCursor(cursor);
  for (const name of Object.values<string>({ ...place })) {
    if (name !== "" && !isName(name, LONGEST_ID)) throw new InvalidCursor();
  }
  return place;
}

/** No id is empty, so a place without one stands before all of its entry. */
function later(left: CursorPlace, right: CursorPlace): CursorPlace {
  const order = compareUtf8(left.entry, right.entry) || compareUtf8(left.id, right.id);
  return order > 0 ? left : right;
}

/** The first part of a key that stands behind a name. */
function behind(name: string): string {
  return `${name}\0`;
}

/** Numbers stand behind all names. */
const BEHIND_ALL = 0;
