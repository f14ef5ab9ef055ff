/** Reading records: the only place that knows what stands at which key. */

import { SchemaTooNew, StoreUnavailable } from "../../application/store/errors.ts";
import type { DenoKv, DenoKvEntry } from "./database.ts";
import { headKey, type Key, type KeySpace } from "./keys.ts";
import type { HeadRecord } from "./records.ts";

/** Version of the shape of all records. */
export const SCHEMA_VERSION = 1;
/** Most keys of one call. */
const MOST_KEYS = 10;

/** A database and the keys of one store in it. */
export interface Place {
  readonly kv: DenoKv;
  readonly keys: KeySpace;
}

/** The state of the store at one moment, and what tells that moment from all others. */
export interface Head extends HeadRecord {
  readonly versionstamp: string | null;
}

const emptyHead: HeadRecord = {
  schema: SCHEMA_VERSION,
  position: 0,
  commits: 0,
  streams: 0,
  at: 0,
};

/**
 * Reads the head. What is read after it is at least as new.
 *
 * @throws {SchemaTooNew} when a newer version of the software writes here
 * @throws {StoreUnavailable} when the key is somebody else's
 */
export async function readHead({ kv, keys }: Place): Promise<Head> {
  const { value, versionstamp } = await kv.get(keys.encode(headKey));
  if (versionstamp === null) return { ...emptyHead, versionstamp };
  const record = value as HeadRecord | null;
  if (typeof record?.schema !== "number") {
    throw new StoreUnavailable("Cannot use the store: its keys belong to something else");
  }
  if (record.schema > SCHEMA_VERSION) throw new SchemaTooNew(record.schema, SCHEMA_VERSION);
  return { ...record, versionstamp };
}

/** Reads one record; the caller knows what stands at the key. */
export async function readRecord<Record>(
  { kv, keys }: Place,
  key: Key,
): Promise<Record | undefined> {
  return recordOf<Record>(await kv.get(keys.encode(key)));
}

/** Reads many records, in the order of their keys given. Parts of them are of different moments. */
export async function readRecords<Record>(
  { kv, keys }: Place,
  wanted: readonly Key[],
): Promise<readonly (Record | undefined)[]> {
  const parts: Promise<readonly DenoKvEntry[]>[] = [];
  for (let from = 0; from < wanted.length; from += MOST_KEYS) {
    parts.push(kv.getMany(wanted.slice(from, from + MOST_KEYS).map((key) => keys.encode(key))));
  }
  return (await Promise.all(parts)).flat().map(recordOf<Record>);
}

/** A range of keys, and how many of it are wanted. */
export interface RecordRange {
  /** Inclusive. */
  readonly start: Key;
  /** Exclusive. */
  readonly end: Key;
  readonly limit: number;
  /** How many are read in one go, as of one moment; at most 1000. */
  readonly batch: number;
}

/** Reads the records of a range in the order of their keys. */
export async function* listRecords<Record>(
  { kv, keys }: Place,
  { start, end, limit, batch }: RecordRange,
): AsyncGenerator<Record> {
  const range = { start: keys.encode(start), end: keys.encode(end) };
  for await (const entry of kv.list(range, { limit, batchSize: Math.min(batch, limit) })) {
    yield entry.value as Record;
  }
}

function recordOf<Record>({ value, versionstamp }: DenoKvEntry): Record | undefined {
  return versionstamp === null ? undefined : value as Record;
}
