/**
 * The Store port: streams of events and documents, changed together in one atomic commit.
 *
 * The laws every adapter keeps are cases of the conformance kit (`@portico/core/conformance`);
 * `docs/store.md` spells them out.
 */

import type { DomainEvent } from "../../domain/kernel/event.ts";
import type { Json } from "../../domain/kernel/json.ts";

/**
 * What a change supposes of its subject: an exact version, `"none"` (absent; the same as 0),
 * `"some"` (present) or `"any"`.
 */
export type Expectation = number | "none" | "some" | "any";

/** Named string keys of a document: unique keys or index entries. */
export type Keys = Readonly<Record<string, string>>;

/** Where an event comes from and what it belongs to; kept beside the data. */
export type Metadata = {
  /** One id for everything that follows from one request. */
  readonly correlationId?: string;
  /** The id of the event or command this event follows from. */
  readonly causationId?: string;
  readonly commandId?: string;
  readonly traceparent?: string;
  readonly actor?: string;
  /** Version of the shape of `data`; absent means 1. */
  readonly schemaVersion?: number;
  // Without `undefined` the optional ones above would not fit for users whose compiler is less strict.
  readonly [key: string]: Json | undefined;
};

/** An event to append. Without an `id` the store gives one. */
export interface NewEvent {
  readonly id?: string;
  readonly type: string;
  readonly data: Json;
  readonly metadata?: Metadata;
}

/** Events for the end of one stream; without events a pure check of its version. */
export interface Append {
  readonly stream: string;
  readonly expect: Expectation;
  readonly events: readonly NewEvent[];
}

/** A document to store whole, with its keys; `value: undefined` deletes it. */
export interface Put {
  readonly collection: string;
  readonly id: string;
  readonly expect: Expectation;
  readonly value: Json | undefined;
  readonly unique?: Keys;
  readonly index?: Keys;
}

/** A supposition about a document that is not changed. */
export interface DocumentCheck {
  readonly collection: string;
  readonly id: string;
  readonly expect: Expectation;
}

/** The supposition that no document holds a unique key. */
export interface KeyCheck {
  readonly collection: string;
  readonly key: string;
  readonly value: string;
  readonly expect: "none";
}

/** A supposition about something that is not changed. */
export type Check = DocumentCheck | KeyCheck;

/** Everything one commit does, or does not do. */
export interface Changes {
  /** With an id the commit is idempotent and leaves a receipt. */
  readonly id?: string;
  /** Small; kept in the receipt. */
  readonly outcome?: Json;
  readonly appends?: readonly Append[];
  readonly puts?: readonly Put[];
  readonly checks?: readonly Check[];
}

/** What the store adds to an event when it is committed. */
export interface Envelope {
  readonly id: string;
  readonly stream: string;
  /** 1, 2, 3, ... within the stream. */
  readonly version: number;
  /** 1, 2, 3, ... within the whole log. */
  readonly position: number;
  /** ISO 8601 UTC with milliseconds; never decreases along the log. */
  readonly recordedAt: string;
  readonly metadata: Metadata;
}

/** An event as it stands in the log; narrows on `type`. */
export type Recorded<E extends DomainEvent = DomainEvent> = E extends DomainEvent ? E & Envelope
  : never;

/** The result of a commit. */
export interface Committed {
  /** Head of the log after the commit, also when nothing was appended. */
  readonly position: number;
  readonly events: readonly Recorded[];
  /** Versions after the commit, in the order of `appends`. */
  readonly streamVersions: readonly number[];
  /** Versions after the commit, in the order of `puts`; 0 for a deleted document. */
  readonly documentVersions: readonly number[];
  /** Whether this is the answer of an earlier commit with the same id. */
  readonly repeated: boolean;
  readonly outcome?: Json;
}

/** What is remembered of a commit that had an id: its result, and when it was. */
export interface Receipt extends Committed {
  readonly id: string;
  readonly recordedAt: string;
}

/** A stored document. Its version never repeats and only grows; it is not contiguous. */
export interface Document {
  readonly id: string;
  readonly version: number;
  readonly value: Json;
}

/** Which entries of an index: all equal to a value, or from one (inclusive) to another (exclusive). */
export type IndexRange =
  | { readonly index: string; readonly equal: string }
  | { readonly index: string; readonly from?: string; readonly to?: string };

/**
 * A question to one collection. Without `by` all its documents, ordered by id; with it those that
 * have an entry in the index, ordered by entry and then by id. Order is that of UTF-8 bytes.
 */
export interface Find {
  readonly collection: string;
  readonly by?: IndexRange | undefined;
  /** At least 1. */
  readonly limit: number;
  /** The `next` of the page before. */
  readonly after?: string | undefined;
}

/** A part of a list, and the cursor to what follows; `undefined` at the end. */
export interface Page<Item> {
  readonly items: readonly Item[];
  readonly next: string | undefined;
}

/** Events from the log, and how far it was looked at, matches or not. */
export interface LogPage {
  readonly events: readonly Recorded[];
  readonly through: number;
}

/** Sizes a store can hold; beyond them it throws `LimitExceeded`. */
export interface Limits {
  /** UTF-8 bytes of one event's data or one document's value, as JSON. */
  readonly valueBytes: number;
  /** UTF-8 bytes of all values of one commit. */
  readonly commitBytes: number;
  /** Events, puts and checks of one commit. */
  readonly commitItems: number;
}

/**
 * Streams and documents behind one atomic commit. Every call has a deadline; a lost connection is an
 * error on the call. What is returned is never shared with what is stored.
 */
export interface Store extends AsyncDisposable {
  /**
   * Does all of the changes or none, checked against their expectations.
   *
   * @throws {VersionConflict} when an expectation does not hold
   * @throws {UniqueViolation} when another document holds a unique key
   * @throws {CommitIdReused} when the id belongs to a commit with other content
   * @throws {InvalidChanges | InvalidName | InvalidValue | LimitExceeded} before anything is written
   * @throws {OutcomeUnknown} when the connection was lost and the result cannot be learned
   */
  readonly commit: (changes: Changes) => Promise<Committed>;
  /** What an earlier commit with this id did; `undefined` when there was none, or too long ago. */
  readonly receipt: (id: string) => Promise<Receipt | undefined>;
  /** Events of one stream after a version, oldest first; empty for an unknown stream. */
  readonly readStream: (
    stream: string,
    range?: { readonly after?: number; readonly limit?: number },
  ) => Promise<readonly Recorded[]>;
  /** Events of the log after a position, oldest first, at most `limit`; only of the types, if given. */
  readonly readLog: (
    range: { readonly after: number; readonly limit: number; readonly types?: readonly string[] },
  ) => Promise<LogPage>;
  /** The last position of the log; 0 when it is empty. */
  readonly head: () => Promise<number>;
  readonly get: (collection: string, id: string) => Promise<Document | undefined>;
  /** The document that holds a unique key. */
  readonly getBy: (collection: string, key: string, value: string) => Promise<Document | undefined>;
  readonly find: (query: Find) => Promise<Page<Document>>;
  /** Resolves when the head is past a position, or the signal is aborted; may wake early, never late. */
  readonly changed: (after: number, signal: AbortSignal) => Promise<void>;
  readonly limits: Limits;
}
