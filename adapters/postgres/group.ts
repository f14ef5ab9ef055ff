/** Many commits as one call of the function in the database: subjects by number, lists by column. */

import type { Json } from "../../domain/kernel/json.ts";
import type { NewId } from "../../application/ports.ts";
import type {
  EncodedAppend,
  EncodedChanges,
  EncodedPut,
} from "../../application/store/encoded_changes.ts";
import type { Subject } from "../../application/store/errors.ts";
import { fromJsonText } from "../../application/store/json_text.ts";
import type { Check, Expectation } from "../../application/store/store.ts";
import { jsonTextArray, numberArray, textArray } from "./client.ts";
import { type CommitArguments, lists } from "./commit_parameters.ts";
import { Slots } from "./slots.ts";

/** Changes on their way into the database. */
export interface Commission {
  readonly changes: EncodedChanges;
  /** Identifies the content of changes that have an id. */
  readonly fingerprint: string;
}

/** An expectation of the group, and what it is about. */
export interface Test {
  readonly subject: Subject;
  readonly expected: Expectation;
}

/** A unique key that a put of the group wants. */
export interface WantedKey {
  readonly collection: string;
  readonly key: string;
  readonly value: string;
}

/** What is new for every sending of a group. */
export interface Sending {
  /** Who sends. */
  readonly sender: string;
  /** Grows with every sending of the sender. */
  readonly number: number;
  /** Now, and since when receipts count, in milliseconds since 1970. */
  readonly now: number;
  readonly oldestReceipt: number;
  /** Longest that the lock is waited for, in milliseconds. */
  readonly lockTimeout: number;
}

/** What it takes to read the answer for a commit without having its changes. */
export interface CommitShape {
  /** How many events each append has. */
  readonly sizes: readonly number[];
  /** Which puts kept a document, and which deleted one; absent when there are none. */
  readonly puts?: readonly boolean[];
  readonly outcome?: Json;
}

/** The lists of numbers of a group. */
type Lists = Readonly<Record<(typeof lists)[number], number[]>>;

/** What a test is about. */
const [STREAM, DOCUMENT, KEY] = [0, 1, 2];

/** Collects commits; what the function answers by number can be looked up here. */
export class Group {
  readonly commissions: Commission[] = [];
  readonly tests: Test[] = [];
  readonly wantedKeys: WantedKey[] = [];
  /** Ids of all events, in order. */
  readonly eventIds: string[] = [];
  readonly #newId: NewId;
  readonly #lists: Lists = emptyLists();
  readonly #streams = new Slots();
  readonly #documents = new Slots();
  readonly #keys = new Slots();
  readonly #types: string[] = [];
  readonly #data: string[] = [];
  readonly #metadata: string[] = [];
  readonly #values: (string | undefined)[] = [];
  readonly #putKeys: (string | undefined)[] = [];
  #named = false;
  #length = 0;

  constructor(newId: NewId) {
    this.#newId = newId;
  }

  /** Length of all payloads, in UTF-16 units. */
  get length(): number {
    return this.#length;
  }

  add(commission: Commission): void {
    const { changes } = commission;
    const { test_ends, append_ends, append_sizes, put_ends, put_documents } = this.#lists;
    this.commissions.push(commission);
    this.#length += lengthOf(changes);
    this.#named ||= changes.id !== undefined;
    for (const append of changes.appends) this.#addAppend(append);
    for (const put of changes.puts) this.#addPut(put, changes.puts);
    for (const check of changes.checks) this.#addCheck(check);
    test_ends.push(this.tests.length);
    append_ends.push(append_sizes.length);
    put_ends.push(put_documents.length);
  }

  /** Writes the group down as arguments of the function. */
  arguments(sending: Sending): CommitArguments {
    const named = this.#named ? this.commissions : [];
    const ids = named.map(({ changes }) => changes.id);
    return {
      sender: sending.sender,
      shape: JSON.stringify(this.commissions.map(({ changes }) => shapeOf(changes))),
      numbers: numberArray(this.#numbers(sending)),
      streams: textArray(this.#streams.column(0)),
      event_ids: textArray(this.eventIds),
      event_types: textArray(this.#types),
      event_data: jsonTextArray(this.#data),
      event_metadata: jsonTextArray(this.#metadata),
      commit_ids: textArray(ids),
      fingerprints: textArray(named.map(({ fingerprint }) => fingerprint)),
      outcomes: jsonTextArray(named.map(({ changes }) => changes.outcome)),
      document_collections: textArray(this.#documents.column(0)),
      document_ids: textArray(this.#documents.column(1)),
      put_values: jsonTextArray(this.#values),
      put_keys: jsonTextArray(this.#putKeys),
      key_collections: textArray(this.#keys.column(0)),
      key_names: textArray(this.#keys.column(1)),
      key_values: textArray(this.#keys.column(2)),
    };
  }

  #numbers({ number, now, oldestReceipt, lockTimeout }: Sending): number[] {
    const numbers = [number, now, oldestReceipt, lockTimeout];
    let begin = numbers.length + lists.length;
    for (const name of lists) {
      numbers.push(isOfEnds(name) ? begin + 1 : begin);
      begin += this.#lists[name].length;
    }
    for (const name of lists) {
      for (const each of this.#lists[name]) numbers.push(each);
    }
    return numbers;
  }

  #addAppend({ stream, expect, events }: EncodedAppend): void {
    const { append_streams, append_sizes, event_appends, event_numbers } = this.#lists;
    const slot = this.#streams.number(stream);
    this.#test({ stream }, expect, STREAM, slot);
    append_streams.push(slot);
    append_sizes.push(events.length);
    events.forEach(({ id = this.#newId(), type, data, metadata }, at) => {
      event_appends.push(append_sizes.length);
      event_numbers.push(at + 1);
      this.eventIds.push(id);
      this.#types.push(type);
      this.#data.push(data);
      this.#metadata.push(metadata);
    });
  }

  #test(subject: Subject, expected: Expectation, kind: number, slot: number): void {
    this.tests.push({ subject, expected });
    this.#lists.test_kinds.push(kind);
    this.#lists.test_slots.push(slot);
    this.#lists.test_expected.push(toNumber(expected));
  }

  #addPut(put: EncodedPut, puts: readonly EncodedPut[]): void {
    const { collection, id, expect, value, unique, index } = put;
    const { put_documents, put_key_ends, put_key_slots, put_key_doubles } = this.#lists;
    const slot = this.#documents.number(collection, id);
    this.#test({ collection, id }, expect, DOCUMENT, slot);
    put_documents.push(value === undefined ? -slot : slot);
    this.#values.push(value);
    const keys = unique.length + index.length === 0 ? undefined : JSON.stringify([unique, index]);
    this.#putKeys.push(keys);
    for (const [key, entry] of unique) {
      this.wantedKeys.push({ collection, key, value: entry });
      put_key_slots.push(this.#keys.number(collection, key, entry));
      put_key_doubles.push(isWantedTwice(put, key, entry, puts) ? 1 : 0);
    }
    put_key_ends.push(put_key_slots.length);
  }

  #addCheck(check: Check): void {
    if ("id" in check) {
      const { collection, id, expect } = check;
      this.#test({ collection, id }, expect, DOCUMENT, this.#documents.number(collection, id));
    } else {
      const { collection, key, value, expect } = check;
      const slot = this.#keys.number(collection, key, value);
      this.#test({ collection, key, value }, expect, KEY, slot);
    }
  }
}

function emptyLists(): Lists {
  const empty = lists.map((name) => [name, isOfEnds(name) ? [0] : []] as const);
  return Object.fromEntries<number[]>(empty) as Lists;
}

function isOfEnds(name: keyof Lists): boolean {
  return name.endsWith("_ends");
}

/** Gives the length of all payloads of changes, in UTF-16 units. */
export function lengthOf({ appends, puts }: EncodedChanges): number {
  let length = 0;
  for (const { events } of appends) {
    for (const { data, metadata } of events) length += data.length + metadata.length;
  }
  for (const { value } of puts) length += value?.length ?? 0;
  return length;
}

function shapeOf({ appends, puts, outcome }: EncodedChanges): CommitShape {
  return {
    sizes: appends.map(({ events }) => events.length),
    ...(puts.length === 0 ? {} : { puts: puts.map(({ value }) => value !== undefined) }),
    ...(outcome === undefined ? {} : { outcome: fromJsonText(outcome) }),
  };
}

function toNumber(expected: Expectation): number {
  switch (expected) {
    case "any":
      return -1;
    case "some":
      return -2;
    case "none":
      return 0;
    default:
      return expected;
  }
}

function isWantedTwice(
  put: EncodedPut,
  key: string,
  value: string,
  puts: readonly EncodedPut[],
): boolean {
  return puts.some((other) =>
    other !== put && other.collection === put.collection &&
    other.unique.some(([name, entry]) => name === key && entry === value)
  );
}
