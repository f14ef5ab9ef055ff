/** Judging one commit and writing it, inside of a transaction. */

import type { NewId } from "../../application/ports.ts";
import type {
  EncodedAppend,
  EncodedChanges,
  EncodedPut,
} from "../../application/store/encoded_changes.ts";
import { CommitIdReused } from "../../application/store/errors.ts";
import { toIsoTime } from "../../application/store/iso_time.ts";
import { judge } from "../../application/store/judge.ts";
import { fromJsonText } from "../../application/store/json_text.ts";
import type { Committed, Recorded } from "../../application/store/store.ts";
import { readReceipt } from "./reader.ts";
import { fromKeys } from "./rows.ts";
import type { Statements } from "./statements.ts";
import type { StoredState } from "./stored_state.ts";

/** Changes on their way into the database. */
export interface Commission {
  readonly changes: EncodedChanges;
  /** Identifies the content of changes that have an id. */
  readonly fingerprint: string;
}

/** What writing a commit takes besides the commit. */
export interface Desk {
  readonly statements: Statements;
  readonly state: StoredState;
  readonly newId: NewId;
  /** Now, in milliseconds since 1970. */
  readonly now: () => number;
  /** How long receipts are kept, in milliseconds. */
  readonly keepReceipts: number;
}

/**
 * Judges a commit and writes it. What it refuses, it refuses before the first write; afterwards only
 * the database itself can fail.
 *
 * @throws {VersionConflict | UniqueViolation | CommitIdReused}
 */
export function writeCommit(desk: Desk, { changes, fingerprint }: Commission): Committed {
  const { statements, state, now, keepReceipts } = desk;
  if (changes.id !== undefined) {
    const earlier = readReceipt(statements, changes.id, now() - keepReceipts);
    if (earlier !== undefined) {
      if (earlier.fingerprint !== fingerprint) throw new CommitIdReused(changes.id);
      return earlier.receipt;
    }
  }
  const before = judge(changes, state);
  state.at = Math.max(state.at, now());
  const events: Recorded[] = [];
  changes.appends.forEach((append) => writeAppend(desk, append, events));
  const documentVersions = changes.puts.length === 0 ? [] : writePuts(desk, changes.puts);
  const streamVersions = changes.appends.map((append, at) =>
    (before[at] ?? 0) + append.events.length
  );
  const result = { position: state.head, streamVersions, documentVersions };
  if (changes.id !== undefined) writeReceipt(desk, changes, fingerprint, result, events.length);
  return changes.outcome === undefined
    ? { ...result, events, repeated: false }
    : { ...result, events, repeated: false, outcome: fromJsonText(changes.outcome) };
}

function writeAppend(
  { statements, state, newId }: Desk,
  { stream, events }: EncodedAppend,
  recorded: Recorded[],
): void {
  if (events.length === 0) return;
  let { id: number, version } = state.stream(stream);
  if (number === 0) statements.addStream.run(number = ++state.streams, stream);
  const recordedAt = toIsoTime(state.at);
  for (const { id = newId(), type, data, metadata, copy } of events) {
    const position = ++state.head;
    statements.addEvent.run(position, number, ++version, id, type, state.at, data, metadata);
    recorded.push({ id, stream, version, position, recordedAt, type, ...copy });
  }
  state.setStream(stream, { id: number, version });
}

/** Frees keys before it takes any: two documents of one commit may swap theirs. */
function writePuts(desk: Desk, puts: readonly EncodedPut[]): number[] {
  const version = ++desk.state.commits;
  for (const put of puts) dropKeys(desk, put);
  for (const put of puts) writePut(desk, put, version);
  return puts.map(({ value }) => value === undefined ? 0 : version);
}

function writePut({ statements, state }: Desk, put: EncodedPut, version: number): void {
  const { collection, id, value, unique, index } = put;
  const before = state.document(collection, id);
  for (const [key, entry] of without(unique, before.unique)) {
    statements.addUnique.run(collection, key, entry, id);
  }
  for (const [name, entry] of without(index, before.index)) {
    statements.addEntry.run(collection, name, entry, id);
  }
  if (value === undefined) {
    if (before.version > 0) statements.dropDocument.run(collection, id);
  } else {
    statements.setDocument.run(collection, id, version, value, fromKeys(put));
  }
  state.setDocument(collection, id, {
    version: value === undefined ? 0 : version,
    unique,
    index,
  });
}

function dropKeys(
  { statements, state }: Desk,
  { collection, id, unique, index }: EncodedPut,
): void {
  const before = state.document(collection, id);
  for (const [key, entry] of without(before.unique, unique)) {
    statements.dropUnique.run(collection, key, entry, id);
  }
  for (const [name, entry] of without(before.index, index)) {
    statements.dropEntry.run(collection, name, entry, id);
  }
}

function writeReceipt(
  { statements, state }: Desk,
  { id = "", outcome = null }: {
    readonly id?: string | undefined;
    readonly outcome?: string | null | undefined;
  },
  fingerprint: string,
  { position, streamVersions, documentVersions }: Omit<Committed, "events" | "repeated">,
  events: number,
): void {
  statements.addReceipt.run(
    id,
    state.at,
    fingerprint,
    position,
    events,
    JSON.stringify(streamVersions),
    JSON.stringify(documentVersions),
    outcome,
  );
}

/** Gives the keys that are not among the others. */
function without(keys: EncodedPut["unique"], others: EncodedPut["unique"]): EncodedPut["unique"] {
  if (others.length === 0) return keys;
  return keys.filter(([name, entry]) => !others.some(([n, e]) => n === name && e === entry));
}
