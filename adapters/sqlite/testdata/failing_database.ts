/** A database whose statements fail when a test wants it. */

import { DatabaseSync } from "node:sqlite";
import type { SqliteDatabase, SqliteStatement, SqliteValue } from "../mod.ts";

/** A call of a statement: its SQL and the values bound to it. */
export type Fault = (sql: string, values: readonly SqliteValue[]) => boolean;

/** A database in memory, and the switch that makes it fail. */
export interface FailingDatabase extends Disposable {
  readonly database: SqliteDatabase;
  /** From now on the calls that it is true of throw an I/O error. */
  readonly failWhen: (fault: Fault) => void;
  /** Every call, in order. */
  readonly calls: readonly string[];
}

/** Makes the database; nothing fails yet. */
export function failingDatabase(path = ":memory:"): FailingDatabase {
  const database = new DatabaseSync(path);
  const calls: string[] = [];
  let failing: Fault = () => false;

  function checked(sql: string, call: keyof SqliteStatement, statement: SqliteStatement) {
    return (...values: SqliteValue[]) => {
      calls.push(sql.trim());
      if (failing(sql, values)) throw new Error("disk I/O error");
      return statement[call](...values);
    };
  }

  return {
    database: {
      exec: (sql) => database.exec(sql),
      prepare: (sql) => {
        const statement = database.prepare(sql);
        return {
          run: checked(sql, "run", statement) as SqliteStatement["run"],
          get: checked(sql, "get", statement),
          all: checked(sql, "all", statement) as SqliteStatement["all"],
        };
      },
      close: () => database.close(),
    },
    failWhen: (fault) => failing = fault,
    calls,
    [Symbol.dispose]: () => database.close(),
  };
}
