/** What the commits of one group are judged against: what is stored, and those before them. */

import type { EncodedChanges } from "../../application/store/encoded_changes.ts";
import type { Holder, StoredVersions } from "../../application/store/judge.ts";
import { documentKey, type Key, keyName, receiptKey, streamKey, uniqueKey } from "./keys.ts";
import { type Head, type Place, readRecords } from "./reading.ts";
import type { DocumentRecord, HeadRecord, ReceiptRecord, StreamRecord } from "./records.ts";

/** A record to set, or to delete. */
export interface Mutation {
  readonly key: Key;
  /** `undefined` deletes. */
  readonly value: unknown;
  /** After how long the database may take the record away, in milliseconds. */
  readonly expireIn?: number;
}

/** The part of the store that a group is about. */
export class GroupState implements StoredVersions {
  /** The head as it will be after the commits so far. */
  head: HeadRecord;
  readonly #records = new Map<string, unknown>();

  constructor(head: Head) {
    const { versionstamp: _, ...record } = head;
    this.head = record;
  }

  /** Reads whatever the commits are judged by. */
  async load(place: Place, commits: readonly (readonly [id: string, EncodedChanges])[]) {
    await this.#read(place, commits.flatMap(([id, changes]) => subjects(id, changes)));
    const holders = commits.flatMap(([, changes]) => this.#holders(changes));
    await this.#read(place, holders);
  }

  receipt(id: string): ReceiptRecord | undefined {
    return this.#get<ReceiptRecord>(receiptKey(id));
  }

  stream(stream: string): StreamRecord | undefined {
    return this.#get<StreamRecord>(streamKey(stream));
  }

  document(collection: string, id: string): DocumentRecord | undefined {
    return this.#get<DocumentRecord>(documentKey(collection, id));
  }

  /** Takes over what a commit changes. */
  apply(head: HeadRecord, mutations: readonly Mutation[]): void {
    this.head = head;
    for (const { key, value } of mutations) this.#records.set(keyName(key), value);
  }

  readonly ofStream = (stream: string): number => this.stream(stream)?.version ?? 0;

  readonly ofDocument = (collection: string, id: string): number =>
    this.document(collection, id)?.version ?? 0;

  readonly holder = (collection: string, key: string, value: string): Holder | undefined => {
    const id = this.#get<string>(uniqueKey(collection, key, value));
    return id === undefined ? undefined : { id, version: this.ofDocument(collection, id) };
  };

  async #read(place: Place, keys: readonly Key[]): Promise<void> {
    const wanted = new Map(keys.map((key) => [keyName(key), key]));
    for (const name of this.#records.keys()) wanted.delete(name);
    const records = await readRecords(place, [...wanted.values()]);
    [...wanted.keys()].forEach((name, at) => this.#records.set(name, records[at]));
  }

  #holders(changes: EncodedChanges): Key[] {
    return uniqueSubjects(changes).flatMap((key) => {
      const id = this.#get<string>(key);
      return id === undefined ? [] : [documentKey(key[1], id)];
    });
  }

  /** Whoever writes at a key knows what stands there. */
  #get<Record>(key: Key): Record | undefined {
    return this.#records.get(keyName(key)) as Record | undefined;
  }
}

function subjects(id: string, changes: EncodedChanges): Key[] {
  const { appends, puts, checks } = changes;
  return [
    receiptKey(id),
    ...appends.map(({ stream }) => streamKey(stream)),
    ...puts.map(({ collection, id }) => documentKey(collection, id)),
    ...checks.flatMap((check) => "id" in check ? [documentKey(check.collection, check.id)] : []),
    ...uniqueSubjects(changes),
  ];
}

function uniqueSubjects({ puts, checks }: EncodedChanges): ReturnType<typeof uniqueKey>[] {
  return [
    ...puts.flatMap(({ collection, unique }) =>
      unique.map(([key, value]) => uniqueKey(collection, key, value))
    ),
    ...checks.flatMap((check) =>
      "id" in check ? [] : [uniqueKey(check.collection, check.key, check.value)]
    ),
  ];
}
