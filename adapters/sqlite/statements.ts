/** Every statement of the store, prepared once per connection. */

import type { SqliteDatabase, SqliteStatement } from "./database.ts";

/** The prepared statements by name. */
export type Statements = Readonly<Record<keyof typeof sql, SqliteStatement>>;

/** Prepares all statements; the tables must be there. */
export function prepareStatements(database: SqliteDatabase): Statements {
  const prepared = Object.entries(sql).map(([name, text]) => [name, database.prepare(text)]);
  return Object.fromEntries(prepared) as Statements;
}

const events = `
  SELECT events.position, streams.name AS stream, events.version, events.id, events.type,
    events.recorded_at AS at, events.data, events.metadata
  FROM events CROSS JOIN streams ON streams.id = events.stream`;

const indexed = `
  SELECT documents.id, documents.version, documents.value, index_entries.entry
  FROM index_entries CROSS JOIN documents
    ON documents.collection = index_entries.collection AND documents.id = index_entries.id
  WHERE index_entries.collection = ? AND index_entries.name = ?
    AND (index_entries.entry, index_entries.id) > (?, ?)`;

const inOrder = "ORDER BY index_entries.entry, index_entries.id LIMIT ?";

const sql = {
  begin: "BEGIN IMMEDIATE",
  commit: "COMMIT",
  rollback: "ROLLBACK",
  dataVersion: "PRAGMA data_version",

  head: "SELECT max(position) AS head FROM events",
  counters: `
    SELECT (SELECT max(position) FROM events) AS head, (SELECT max(id) FROM streams) AS streams,
      (SELECT recorded_at FROM events ORDER BY position DESC LIMIT 1) AS at,
      (SELECT count FROM commits) AS commits`,
  setCommits: "UPDATE commits SET count = ?",

  stream: `
    SELECT id, (SELECT max(version) FROM events WHERE stream = streams.id) AS version
    FROM streams WHERE name = ?`,
  addStream: "INSERT INTO streams (id, name) VALUES (?, ?)",
  addEvent: `
    INSERT INTO events (position, stream, version, id, type, recorded_at, data, metadata)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
  streamEvents: `${events}
    WHERE events.stream = (SELECT id FROM streams WHERE name = ?) AND events.version > ?
    ORDER BY events.version LIMIT ?`,
  logEvents: `${events} WHERE events.position > ? ORDER BY events.position LIMIT ?`,
  logEventsOfTypes: `${events}
    WHERE events.position > ? AND events.position <= ?
      AND events.type IN (SELECT value FROM json_each(?))
    ORDER BY events.position LIMIT ?`,

  document: "SELECT id, version, value FROM documents WHERE collection = ? AND id = ?",
  documentKeys: "SELECT version, keys FROM documents WHERE collection = ? AND id = ?",
  documentByKey: `
    SELECT documents.id, documents.version, documents.value
    FROM unique_keys CROSS JOIN documents
      ON documents.collection = unique_keys.collection AND documents.id = unique_keys.id
    WHERE unique_keys.collection = ? AND unique_keys.key = ? AND unique_keys.value = ?`,
  holder: "SELECT id FROM unique_keys WHERE collection = ? AND key = ? AND value = ?",
  setDocument: `
    INSERT OR REPLACE INTO documents (collection, id, version, value, keys)
    VALUES (?, ?, ?, ?, ?)`,
  dropDocument: "DELETE FROM documents WHERE collection = ? AND id = ?",
  addUnique: "INSERT INTO unique_keys (collection, key, value, id) VALUES (?, ?, ?, ?)",
  dropUnique: "DELETE FROM unique_keys WHERE collection = ? AND key = ? AND value = ? AND id = ?",
  addEntry: "INSERT INTO index_entries (collection, name, entry, id) VALUES (?, ?, ?, ?)",
  dropEntry: "DELETE FROM index_entries WHERE collection = ? AND name = ? AND entry = ? AND id = ?",

  findAll: `
    SELECT id, version, value, '' AS entry FROM documents
    WHERE collection = ? AND id > ? ORDER BY id LIMIT ?`,
  findFrom: `${indexed} ${inOrder}`,
  findBetween: `${indexed} AND index_entries.entry < ? ${inOrder}`,
  findEqual: `${indexed} AND index_entries.entry = ? ${inOrder}`,

  receipt: `
    SELECT id, recorded_at AS at, fingerprint, position, events, stream_versions AS streams,
      document_versions AS documents, outcome
    FROM receipts WHERE id = ? AND recorded_at >= ?`,
  addReceipt: `
    INSERT OR REPLACE INTO receipts
      (id, recorded_at, fingerprint, position, events, stream_versions, document_versions, outcome)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
  sweepReceipts: `
    DELETE FROM receipts
    WHERE recorded_at < ? AND seq IN (SELECT seq FROM receipts ORDER BY seq LIMIT ?)`,
};
