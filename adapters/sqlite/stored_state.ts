/** What a commit is judged against, kept in memory for as long as nobody else writes. */

import type { Holder, StoredVersions } from "../../application/store/judge.ts";
import { firstRow } from "./database.ts";
import { Recent } from "./recent.ts";
import { type StoredKeys, toKeys } from "./rows.ts";
import type { Statements } from "./statements.ts";

/** A stream's number and version; both 0 when there is no such stream. */
export interface KnownStream {
  readonly id: number;
  readonly version: number;
}

/** A document's version, 0 when absent, and its keys. */
export interface KnownDocument extends StoredKeys {
  readonly version: number;
}

/** The state of the database as the write transaction sees it. */
export class StoredState implements StoredVersions {
  /** The last position. */
  head = 0;
  /** When the last event was recorded. */
  at = 0;
  /** The last stream's number. */
  streams = 0;
  /** How many commits put documents. */
  commits = 0;
  readonly #statements: Statements;
  readonly #streams = new Recent<KnownStream>();
  readonly #documents = new Recent<KnownDocument>();
  #dataVersion = -1;

  constructor(statements: Statements) {
    this.#statements = statements;
  }

  /** Forgets what is known when another connection wrote; inside of the transaction. */
  refresh(): void {
    const dataVersion = readDataVersion(this.#statements);
    if (dataVersion === this.#dataVersion) return;
    this.#streams.clear();
    this.#documents.clear();
    const row = firstRow<Record<"head" | "at" | "streams" | "commits", number | null>>(
      this.#statements.counters,
    );
    this.head = row?.head ?? 0;
    this.at = Math.max(this.at, row?.at ?? 0);
    this.streams = row?.streams ?? 0;
    this.commits = row?.commits ?? 0;
    this.#dataVersion = dataVersion;
  }

  /** Forgets everything, because what was written is rolled back. */
  forget(): void {
    this.#dataVersion = -1;
  }

  stream(name: string): KnownStream {
    const known = this.#streams.get(name);
    if (known !== undefined) return known;
    const row = firstRow<KnownStream>(this.#statements.stream, name) ?? { id: 0, version: 0 };
    this.#streams.set(name, row);
    return row;
  }

  setStream(name: string, stream: KnownStream): void {
    this.#streams.set(name, stream);
  }

  document(collection: string, id: string): KnownDocument {
    const name = `${collection}\0${id}`;
    const known = this.#documents.get(name);
    if (known !== undefined) return known;
    const row = firstRow<{ version: number; keys: string | null }>(
      this.#statements.documentKeys,
      collection,
      id,
    );
    const document = { version: row?.version ?? 0, ...toKeys(row?.keys ?? null) };
    this.#documents.set(name, document);
    return document;
  }

  setDocument(collection: string, id: string, document: KnownDocument): void {
    this.#documents.set(`${collection}\0${id}`, document);
  }

  readonly ofStream = (name: string): number => this.stream(name).version;

  readonly ofDocument = (collection: string, id: string): number =>
    this.document(collection, id).version;

  readonly holder = (collection: string, key: string, value: string): Holder | undefined => {
    const row = firstRow<{ id: string }>(this.#statements.holder, collection, key, value);
    return row && { id: row.id, version: this.ofDocument(collection, row.id) };
  };
}

/** Gives a number that changes when another connection has written. */
export function readDataVersion(statements: Statements): number {
  return firstRow<{ data_version: number }>(statements.dataVersion)?.data_version ?? 0;
}
