/** The part of the `postgres` driver the store stands on, and the values that go through it. */

/** A parameter of a statement: everything is sent as text. */
export type PostgresValue = string | null;

/** A row of a statement, column by column. */
export type PostgresRow = readonly unknown[];

/** A statement; it is sent when it is awaited. */
export interface PostgresQuery {
  /** Asks for rows as lists, which no option of the client renames. */
  readonly values: () => PromiseLike<readonly PostgresRow[]>;
}

/** Something statements can be sent through: a client, or a transaction of it. */
export interface PostgresSession {
  readonly unsafe: (
    statement: string,
    parameters: PostgresValue[],
    options: { readonly prepare: boolean },
  ) => PostgresQuery;
}

/** A channel that is listened to. */
export interface PostgresListening {
  readonly unlisten: () => PromiseLike<unknown>;
}

/** A pool of connections to one database; what `postgres(url)` gives is one. */
export interface PostgresClient<Transaction extends PostgresSession = PostgresSession>
  extends PostgresSession {
  /** Does work in one transaction, with the options of `BEGIN`. */
  readonly begin: (
    options: string,
    work: (transaction: Transaction) => Promise<unknown>,
  ) => Promise<unknown>;
  /** Hears a channel; calls back whenever it begins to, also after a lost connection. */
  readonly listen: (
    channel: string,
    onNotify: (payload: string) => void,
    onListen?: () => void,
  ) => PromiseLike<PostgresListening>;
}

/**
 * Gives the rows of a statement. Where an answer broke off after some rows, as by a time-out or with
 * its connection, the driver leaves as many places empty before the rows of the next answer.
 */
export async function rowsOf(query: PostgresQuery): Promise<readonly PostgresRow[]> {
  const rows = await query.values();
  // Empty places are no elements.
  return rows.filter(() => true);
}

/** Writes numbers as the text of a PostgreSQL array. */
export function numberArray(numbers: readonly number[]): string {
  return `{${numbers.join()}}`;
}

/** Writes texts as the text of a PostgreSQL array; `undefined` is NULL. */
export function textArray(texts: readonly (string | undefined)[]): string {
  // JSON escapes a quote and a backslash as PostgreSQL does, and control characters otherwise.
  if (texts.some((text) => text !== undefined && hasControl.test(text))) {
    return `{${texts.map((text) => text === undefined ? "NULL" : quote(text)).join()}}`;
  }
  return jsonTextArray(texts);
}

/** Writes JSON texts, which have no control characters, as the text of a PostgreSQL array. */
export function jsonTextArray(texts: readonly (string | undefined)[]): string {
  return `{${JSON.stringify(texts).slice(1, -1)}}`;
}

/** Tells whether PostgreSQL can hold a text; what it cannot hold is not stored either. */
export function canBeStored(text: string): boolean {
  return !text.includes("\0") && text.isWellFormed();
}

// deno-lint-ignore no-control-regex
const hasControl = /[\x00-\x1f]/;

function quote(text: string): string {
  return `"${text.replace(/["\\]/g, "\\$&")}"`;
}
