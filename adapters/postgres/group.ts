/** Many commits as one call of the function in the database: subjects by number, lists by column. */

import type { NewId } from "../../application/ports.ts";
import type { EncodedChanges, EncodedPut } from "../../application/store/encoded_changes.ts";
import type { Subject } from "../../application/store/errors.ts";
import type { Check, Expectation } from "../../application/store/store.ts";
import { jsonTextArray, numberArray, textArray } from "./client.ts";
import type { CommitArguments } from "./commit_function.ts";

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

/** The arguments that are new for every sending of a group. */
export type SendingArguments = Pick<
  CommitArguments,
  "sender" | "sending" | "now_at" | "oldest_receipt" | "lock_timeout"
>;

/** The arguments that say what the commits of a group are. */
export type GroupArguments = Omit<CommitArguments, keyof SendingArguments>;

/** Collects commits; what the function answers by number can be looked up here. */
export class Group {
  readonly commissions: Commission[] = [];
  readonly tests: Test[] = [];
  readonly wantedKeys: WantedKey[] = [];
  /** Ids of all events, in order. */
  readonly eventIds: string[] = [];
  readonly #testEnds: number[] = [];
  readonly #testSubjects: number[] = [];
  readonly #streams = new Slots();
  readonly #appends = { ends: [] as number[], streams: [] as number[], sizes: [] as number[] };
  readonly #events = {
    appends: [] as number[],
    numbers: [] as number[],
    streams: [] as string[],
    types: [] as string[],
    data: [] as string[],
    metadata: [] as string[],
  };
  readonly #documents = new Slots();
  readonly #puts = {
    ends: [] as number[],
    documents: [] as number[],
    values: [] as (string | undefined)[],
    keys: [] as (string | undefined)[],
    keyEnds: [] as number[],
  };
  readonly #keys = new Slots();
  readonly #putKeys = { slots: [] as number[], doubles: [] as number[] };
  /** Documents among the tests, whose numbers follow those of the streams. */
  readonly #documentTests: number[] = [];
  readonly #newId: NewId;
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
    this.commissions.push(commission);
    this.#length += lengthOf(changes);
    this.#named ||= changes.id !== undefined;
    for (const { stream, expect, events } of changes.appends) {
      const number = this.#streams.number(stream);
      this.#test({ stream }, expect, number);
      this.#appends.streams.push(number);
      this.#appends.sizes.push(events.length);
      events.forEach((event, at) => {
        this.#events.appends.push(this.#appends.streams.length);
        this.#events.numbers.push(at + 1);
        this.#events.streams.push(stream);
        this.eventIds.push(event.id ?? this.#newId());
        this.#events.types.push(event.type);
        this.#events.data.push(event.data);
        this.#events.metadata.push(event.metadata);
      });
    }
    for (const put of changes.puts) this.#addPut(put, changes.puts);
    for (const check of changes.checks) this.#addCheck(check);
    this.#testEnds.push(this.tests.length);
    this.#appends.ends.push(this.#appends.streams.length);
    this.#puts.ends.push(this.#puts.documents.length);
  }

  arguments(): GroupArguments {
    const named = this.#named ? this.commissions : [];
    const streams = this.#streams.size;
    for (const test of this.#documentTests) {
      this.#testSubjects[test] = (this.#testSubjects[test] ?? 0) + streams;
    }
    this.#documentTests.length = 0;
    return {
      shape: JSON.stringify(this.commissions.map(({ changes }) => shapeOf(changes))),
      commit_ids: textArray(named.map(({ changes }) => changes.id)),
      fingerprints: textArray(
        named.map(({ changes, fingerprint }) => changes.id === undefined ? undefined : fingerprint),
      ),
      outcomes: jsonTextArray(named.map(({ changes }) => changes.outcome)),
      test_ends: numberArray(this.#testEnds),
      append_ends: numberArray(this.#appends.ends),
      put_ends: numberArray(this.#puts.ends),
      test_subjects: numberArray(this.#testSubjects),
      test_expected: numberArray(this.tests.map(({ expected }) => toNumber(expected))),
      streams: textArray(this.#streams.column(0)),
      append_streams: numberArray(this.#appends.streams),
      append_sizes: numberArray(this.#appends.sizes),
      event_appends: numberArray(this.#events.appends),
      event_numbers: numberArray(this.#events.numbers),
      event_streams: textArray(this.#events.streams),
      event_ids: textArray(this.eventIds),
      event_types: textArray(this.#events.types),
      event_data: jsonTextArray(this.#events.data),
      event_metadata: jsonTextArray(this.#events.metadata),
      document_collections: textArray(this.#documents.column(0)),
      document_ids: textArray(this.#documents.column(1)),
      put_documents: numberArray(this.#puts.documents),
      put_values: jsonTextArray(this.#puts.values),
      put_keys: jsonTextArray(this.#puts.keys),
      put_key_ends: numberArray(this.#puts.keyEnds),
      key_collections: textArray(this.#keys.column(0)),
      key_names: textArray(this.#keys.column(1)),
      key_values: textArray(this.#keys.column(2)),
      put_key_slots: numberArray(this.#putKeys.slots),
      put_key_doubles: numberArray(this.#putKeys.doubles),
    };
  }

  #test(subject: Subject, expected: Expectation, number: number): void {
    this.tests.push({ subject, expected });
    this.#testSubjects.push(number);
  }

  #testDocument(collection: string, id: string, expected: Expectation): number {
    const number = this.#documents.number(collection, id);
    this.#documentTests.push(this.tests.length);
    this.#test({ collection, id }, expected, number);
    return number;
  }

  #addPut(put: EncodedPut, puts: readonly EncodedPut[]): void {
    const { collection, id, expect, value, unique, index } = put;
    const number = this.#testDocument(collection, id, expect);
    this.#puts.documents.push(value === undefined ? -number : number);
    this.#puts.values.push(value);
    const keys = unique.length + index.length === 0 ? undefined : JSON.stringify([unique, index]);
    this.#puts.keys.push(keys);
    for (const [key, entry] of unique) {
      this.wantedKeys.push({ collection, key, value: entry });
      this.#putKeys.slots.push(this.#keys.number(collection, key, entry));
      this.#putKeys.doubles.push(isWantedTwice(put, key, entry, puts) ? 1 : 0);
    }
    this.#puts.keyEnds.push(this.wantedKeys.length);
  }

  #addCheck(check: Check): void {
    if ("id" in check) {
      this.#testDocument(check.collection, check.id, check.expect);
      return;
    }
    const { collection, key, value, expect } = check;
    this.#test({ collection, key, value }, expect, -this.#keys.number(collection, key, value));
  }
}

/** Numbers names from 1, in the order in which they come first. */
class Slots {
  readonly #numbers = new Map<string, number>();
  readonly #names: (readonly string[])[] = [];

  get size(): number {
    return this.#names.length;
  }

  number(...name: readonly string[]): number {
    // No name has a U+0000.
    const text = name.join("\0");
    const known = this.#numbers.get(text);
    if (known !== undefined) return known;
    this.#numbers.set(text, this.#names.push(name));
    return this.#names.length;
  }

  column(at: number): readonly string[] {
    return this.#names.map((name) => name[at] ?? "");
  }
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

/** What the answer for a commit needs to be read by somebody who does not have its changes. */
function shapeOf({ appends, puts, outcome }: EncodedChanges): unknown {
  const sizes = appends.map(({ events }) => events.length);
  if (puts.length === 0 && outcome === undefined) return sizes;
  return [sizes, puts.map(({ value }) => value === undefined ? 0 : 1), outcome ?? null];
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
