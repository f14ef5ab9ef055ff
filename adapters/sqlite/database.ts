/** The part of an SQLite driver the store stands on; `node:sqlite` has it, others do too. */

/** What the store binds to a statement. */
export type SqliteValue = null | number | string;

/** A prepared statement. */
export interface SqliteStatement {
  readonly run: (...values: SqliteValue[]) => { readonly changes: number | bigint };
  /** The first row by column name; nothing, or null, when there is none. */
  readonly get: (...values: SqliteValue[]) => unknown;
  readonly all: (...values: SqliteValue[]) => readonly unknown[];
}

/** A synchronous connection to one database. */
export interface SqliteDatabase {
  readonly exec: (sql: string) => unknown;
  readonly prepare: (sql: string) => SqliteStatement;
  readonly close: () => unknown;
}

/** Gives the first row; the caller knows the columns of its statement. */
export function firstRow<Row>(
  statement: SqliteStatement,
  ...values: SqliteValue[]
): Row | undefined {
  if (!values.every(canBeStored)) return undefined;
  return (statement.get(...values) ?? undefined) as Row | undefined;
}

/** Gives all rows; the caller knows the columns of its statement. */
export function allRows<Row>(
  statement: SqliteStatement,
  ...values: SqliteValue[]
): readonly Row[] {
  if (!values.every(canBeStored)) return [];
  return statement.all(...values) as readonly Row[];
}

/** A driver would look for U+FFFD in the place of a lone surrogate, and find somebody else's row. */
function canBeStored(value: SqliteValue): boolean {
  return typeof value !== "string" || value.isWellFormed();
}
