/** Appends to the SQLite store beside raw prepared INSERTs, one transaction each. */

import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { sqliteStore } from "../../adapters/sqlite/mod.ts";
import { randomIds, systemClock, systemRandom } from "../../adapters/system/mod.ts";
import { type Contender, type Measured, sideBySide } from "./side_by_side.ts";
import { appendAll, deposit } from "./workload.ts";

/** Measures raw INSERTs, then the store at 1, 8 and 64 in flight, on files in one folder. */
export async function measureSqliteAppends(
  folder: string,
  synchronous: "FULL" | "NORMAL",
): Promise<readonly Measured[]> {
  const ports = { clock: systemClock(), newId: randomIds(), random: systemRandom() };
  await using store = await sqliteStore(join(folder, `store-${synchronous}.db`), ports, {
    synchronous,
  });
  const raw = rawInserts(join(folder, `raw-${synchronous}.db`), synchronous);
  const appends = (inFlight: number, operations: number): Contender => ({
    name: `SQLite store, ${inFlight} in flight`,
    operations,
    run: (operations) => appendAll(store, operations, inFlight),
  });
  try {
    return await sideBySide([
      { name: "raw INSERT, one transaction each", operations: 3000, run: raw.insert },
      appends(1, 3000),
      appends(8, 12_000),
      appends(64, 32_000),
    ]);
  } finally {
    raw.close();
  }
}

function rawInserts(path: string, synchronous: "FULL" | "NORMAL") {
  const database = new DatabaseSync(path);
  database.exec(`
    PRAGMA journal_mode = WAL;
    PRAGMA synchronous = ${synchronous};
    CREATE TABLE events (
      position INTEGER PRIMARY KEY, stream TEXT, version INTEGER, id TEXT, type TEXT,
      recorded_at INTEGER, data TEXT, metadata TEXT
    )`);
  const statement = database.prepare(`
    INSERT INTO events (stream, version, id, type, recorded_at, data, metadata)
    VALUES (?, ?, ?, ?, ?, ?, ?)`);
  const id = crypto.randomUUID();
  const insert = (operations: number): void => {
    for (let at = 0; at < operations; at++) {
      const data = JSON.stringify(deposit(at));
      statement.run(`account-${id}`, at, id, "MoneyDeposited", Date.now(), data, "{}");
    }
  };
  return { insert, close: () => database.close() };
}
