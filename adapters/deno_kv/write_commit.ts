/** Judging one commit and working out what it changes, before anything is written. */

import type { NewId } from "../../application/ports.ts";
import type {
  EncodedAppend,
  EncodedChanges,
  EncodedEvent,
  EncodedPut,
} from "../../application/store/encoded_changes.ts";
import { CommitIdReused } from "../../application/store/errors.ts";
import { toIsoTime } from "../../application/store/iso_time.ts";
import { judge } from "../../application/store/judge.ts";
import { fromJsonText } from "../../application/store/json_text.ts";
import type { Committed, Recorded } from "../../application/store/store.ts";
import type { GroupState, Mutation } from "./group_state.ts";
import {
  documentKey,
  entryKey,
  eventKey,
  metadataKey,
  receiptKey,
  streamKey,
  uniqueKey,
  versionKey,
} from "./keys.ts";
import { MOST_VALUE } from "./limits.ts";
import {
  type EventRecord,
  type HeadRecord,
  type ReceiptRecord,
  recordSize,
  toBytes,
} from "./records.ts";

/** Changes on their way into the database. */
export interface Commission {
  readonly changes: EncodedChanges;
  /** The id of the changes, or one that was filled in. */
  readonly id: string;
  /** Identifies the content of the changes. */
  readonly fingerprint: string;
}

/** What writing a commit takes besides the commit. */
export interface Desk {
  readonly newId: NewId;
  /** Now, in milliseconds since 1970. */
  readonly now: () => number;
  /** How long receipts are kept, in milliseconds. */
  readonly keepReceipts: number;
}

/** What a commit comes to. */
export type Draft =
  | {
    readonly committed: Committed;
    readonly head: HeadRecord;
    /** Empty for a pure check. */
    readonly mutations: readonly Mutation[];
  }
  | { readonly repeated: ReceiptRecord };

/** How much longer the database keeps a receipt than it counts: clocks of machines differ. */
const SPARE_TIME = 60 * 60 * 1000;

/**
 * Judges a commit and works out what it changes.
 *
 * @throws {VersionConflict | UniqueViolation | CommitIdReused}
 */
export function draftCommit(
  desk: Desk,
  state: GroupState,
  { changes, id, fingerprint }: Commission,
  sent: string,
): Draft {
  const earlier = state.receipt(id);
  if (earlier !== undefined && earlier.at >= desk.now() - desk.keepReceipts) {
    if (earlier.fingerprint !== fingerprint) throw new CommitIdReused(id);
    return { repeated: earlier };
  }
  const before = judge(changes, state);
  const sheet = new Sheet(desk, state);
  for (const append of changes.appends) sheet.append(append);
  if (changes.puts.length > 0) sheet.put(changes.puts);
  const { head, mutations, events } = sheet;
  const streamVersions = changes.appends.map((append, at) =>
    (before[at] ?? 0) + append.events.length
  );
  const documentVersions = changes.puts.map(({ value }) => value === undefined ? 0 : head.commits);
  const { position } = head;
  if (mutations.length > 0 || changes.id !== undefined) {
    const { at } = head;
    const outcome = changes.outcome === undefined ? {} : { outcome: toBytes(changes.outcome) };
    const result = { position, events: events.length, streams: streamVersions };
    mutations.push({
      key: receiptKey(id),
      value: { id, at, sent, fingerprint, ...result, documents: documentVersions, ...outcome },
      expireIn: desk.keepReceipts + SPARE_TIME,
    });
  }
  const result = { position, events, streamVersions, documentVersions, repeated: false };
  const committed = changes.outcome === undefined
    ? result
    : { ...result, outcome: fromJsonText(changes.outcome) };
  return { committed, head, mutations };
}

/** What one commit changes, collected. */
class Sheet {
  readonly mutations: Mutation[] = [];
  readonly events: Recorded[] = [];
  head: HeadRecord;
  readonly #desk: Desk;
  readonly #state: GroupState;

  constructor(desk: Desk, state: GroupState) {
    this.#desk = desk;
    this.#state = state;
    this.head = { ...state.head, at: Math.max(state.head.at, desk.now()) };
  }

  append({ stream, events }: EncodedAppend): void {
    if (events.length === 0) return;
    const { streams } = this.head;
    const { number, version } = this.#state.stream(stream) ?? { number: streams + 1, version: 0 };
    this.head = { ...this.head, streams: Math.max(streams, number) };
    events.forEach((event, at) =>
      this.#record({ stream, number, version: version + at + 1 }, event)
    );
    this.#set(streamKey(stream), { number, version: version + events.length });
  }

  #record(
    { stream, number, version }: { stream: string; number: number; version: number },
    { id = this.#desk.newId(), type, data, metadata, copy }: EncodedEvent,
  ): void {
    const position = this.head.position + 1;
    const { at } = this.head;
    const bare = { id, stream, version, position, at, type, data: toBytes(data) };
    const about = metadata === "{}" ? undefined : toBytes(metadata);
    const whole: EventRecord = about === undefined ? bare : { ...bare, metadata: about };
    if (about === undefined || recordSize(whole) <= MOST_VALUE) {
      this.#set(eventKey(position), whole);
    } else {
      this.#set(eventKey(position), { ...bare, metadata: true });
      this.#set(metadataKey(position), about);
    }
    this.#set(versionKey(number, version), position);
    this.events.push({ id, stream, version, position, recordedAt: toIsoTime(at), type, ...copy });
    this.head = { ...this.head, position };
  }

  /** Frees keys before it takes any: two documents of one commit may swap theirs. */
  put(puts: readonly EncodedPut[]): void {
    const version = this.head.commits + 1;
    this.head = { ...this.head, commits: version };
    for (const put of puts) this.#free(put);
    for (const put of puts) this.#take(put, version);
  }

  #free({ collection, id }: EncodedPut): void {
    const before = this.#state.document(collection, id);
    if (before === undefined) return;
    for (const [key, value] of before.unique) this.#delete(uniqueKey(collection, key, value));
    for (const [name, entry] of before.index) this.#delete(entryKey(collection, name, entry, id));
    this.#delete(documentKey(collection, id));
  }

  #take({ collection, id, value, unique, index }: EncodedPut, version: number): void {
    if (value === undefined) return;
    this.#set(documentKey(collection, id), { id, version, value: toBytes(value), unique, index });
    for (const [key, entry] of unique) this.#set(uniqueKey(collection, key, entry), id);
    for (const [name, entry] of index) {
      this.#set(entryKey(collection, name, entry, id), { id, version });
    }
  }

  #set(key: Mutation["key"], value: unknown): void {
    this.mutations.push({ key, value });
  }

  #delete(key: Mutation["key"]): void {
    this.mutations.push({ key, value: undefined });
  }
}
