/** What the store answers from its tables; each function reads one moment. */

import { type ReadRange, requireRead } from "../../application/store/reads.ts";
import type { Document, LogPage, Recorded } from "../../application/store/store.ts";
import { canBeStored, type PostgresRow, textArray } from "./client.ts";
import {
  eventColumns,
  eventsOfReceipt,
  receiptColumns,
  type StoredReceipt,
  toDocument,
  toReceipt,
  toRecorded,
} from "./rows.ts";

/** Asks the database, within the deadline. */
export type Ask = (
  statement: string,
  parameters: readonly (string | number)[],
) => Promise<readonly PostgresRow[]>;

/** Positions that one call looks at in search of events of given types. */
const WINDOW = 4096;
/** Events that are read at once. */
const CHUNK = 1000;

/** Reads the tables of one schema. */
export class Reader {
  readonly #ask: Ask;
  readonly #schema: string;

  constructor(ask: Ask, schema: string) {
    this.#ask = ask;
    this.#schema = schema;
  }

  /** Gives the last position. */
  async head(): Promise<number> {
    const [row] = await this.#ask(`SELECT max(position)::text FROM ${this.#schema}.events`, []);
    return Number(row?.[0] ?? 0);
  }

  /** Gives events of one stream. */
  async stream(stream: string, range: Partial<ReadRange>): Promise<readonly Recorded[]> {
    const { after, limit } = requireRead(range);
    if (!canBeStored(stream)) return [];
    const statement = `SELECT ${eventColumns} FROM ${this.#schema}.events e
      WHERE e.stream = $1::text AND e.version > $2::text::bigint
      ORDER BY e.version LIMIT $3::text::bigint`;
    return await inChunks(
      limit,
      (size, last) => this.#events(statement, [stream, last?.version ?? after, size]),
    );
  }

  /** Gives events of the log. */
  async log({ after, limit }: ReadRange): Promise<LogPage> {
    const statement = `SELECT ${eventColumns} FROM ${this.#schema}.events e
      WHERE e.position > $1::text::bigint ORDER BY e.position LIMIT $2::text::bigint`;
    const events = await inChunks(
      limit,
      (size, last) => this.#events(statement, [last?.position ?? after, size]),
    );
    return { events, through: after + events.length };
  }

  /** Looks through a part of the log for events of some types. */
  async search({ after, limit }: ReadRange, types: readonly string[]): Promise<LogPage> {
    // Both parts see one moment: whatever is committed later lies beyond the head.
    const rows = await this.#ask(
      `SELECT h.until::text, ${eventColumns}
      FROM (SELECT least(coalesce(max(position), 0), $1::text::bigint + ${WINDOW}) AS until
        FROM ${this.#schema}.events) AS h
      LEFT JOIN LATERAL (SELECT * FROM ${this.#schema}.events
        WHERE position > $1::text::bigint AND position <= h.until
          AND type = ANY ($2::text::text[])
        ORDER BY position LIMIT $3::text::bigint) AS e ON true
      ORDER BY e.position`,
      [after, textArray(types.filter(canBeStored)), limit],
    );
    const until = Number(rows[0]?.[0] ?? 0);
    const events = rows.filter((row) => row[1] !== null).map((row) => toRecorded(row.slice(1)));
    const through = events.length < limit ? until : events.at(-1)?.position ?? after;
    return { events, through: Math.max(through, after) };
  }

  /** Gives a document by its id. */
  async document(collection: string, id: string): Promise<Document | undefined> {
    if (![collection, id].every(canBeStored)) return undefined;
    const [row] = await this.#ask(
      `SELECT d.id, d.version::text, d.value FROM ${this.#schema}.documents d
      WHERE d.collection = $1::text AND d.id = $2::text`,
      [collection, id],
    );
    return row && toDocument(row);
  }

  /** Gives the document that holds a unique key. */
  async documentByKey(
    collection: string,
    key: string,
    value: string,
  ): Promise<Document | undefined> {
    if (![collection, key, value].every(canBeStored)) return undefined;
    const [row] = await this.#ask(
      `SELECT d.id, d.version::text, d.value
      FROM ${this.#schema}.unique_keys u
      JOIN ${this.#schema}.documents d ON d.collection = u.collection AND d.id = u.id
      WHERE u.collection = $1::text AND u.key = $2::text AND u.value = $3::text`,
      [collection, key, value],
    );
    return row && toDocument(row);
  }

  /** Gives a receipt that is not older than an instant. */
  async receipt(id: string, oldest: number): Promise<StoredReceipt | undefined> {
    if (!canBeStored(id)) return undefined;
    const [row] = await this.#ask(
      `SELECT ${receiptColumns} FROM ${this.#schema}.receipts r
      WHERE r.id = $1::text AND r.recorded_at >= $2::text::bigint`,
      [id, oldest],
    );
    if (row === undefined) return undefined;
    const { position, count } = eventsOfReceipt(row);
    // The log never changes: what a receipt names can be read after it.
    const { events } = await this.log({ after: position - count, limit: count });
    return toReceipt(row, events);
  }

  async #events(
    statement: string,
    parameters: readonly (string | number)[],
  ): Promise<readonly Recorded[]> {
    return (await this.#ask(statement, parameters)).map(toRecorded);
  }
}

/** Reads many events in several statements; what is committed never changes. */
async function inChunks(
  limit: number,
  next: (size: number, last: Recorded | undefined) => Promise<readonly Recorded[]>,
): Promise<readonly Recorded[]> {
  const events: Recorded[] = [];
  for (;;) {
    const size = Math.min(limit - events.length, CHUNK);
    const chunk = await next(size, events.at(-1));
    events.push(...chunk);
    if (chunk.length < CHUNK || events.length === limit) return events;
  }
}
