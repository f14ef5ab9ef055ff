/** A unit of work at work: what it has read and staged so far. */

import { type Subject, subjectName } from "./errors.ts";
import { agreed, standingOn } from "./expectations.ts";
import { ReadSet, type StreamRead } from "./read_set.ts";
import type {
  Append,
  Changes,
  Document,
  DocumentCheck,
  Expectation,
  Metadata,
  NewEvent,
  Put,
  Store,
} from "./store.ts";
import {
  type StagedPut,
  type StreamView,
  type Transaction,
  UnitOfWorkEnded,
} from "./transaction.ts";

/** A transaction from the side of the one who runs it. */
export class OpenTransaction {
  readonly #store: Store;
  readonly #metadata: Metadata;
  readonly #reads = new ReadSet();
  readonly #checks = new Map<string, DocumentCheck>();
  readonly #puts = new Map<string, StagedPut>();
  readonly #appends = new Map<
    string,
    { readonly expect: Expectation | undefined; readonly events: NewEvent[] }
  >();
  #ended = false;

  /** `metadata` is given to every event that is appended, under the event's own. */
  constructor(store: Store, metadata: Metadata) {
    this.#store = store;
    this.#metadata = metadata;
  }

  /** What the work gets to see. */
  readonly handle: Transaction = {
    get: (collection, id) => this.#get(collection, id),
    getBy: (collection, key, value) => this.#getBy(collection, key, value),
    readStream: (stream, range) => this.#readStream(stream, range?.after),
    put: (put) => this.#put(put),
    append: (stream, events, expect) => this.#append(stream, events, expect),
    check: (collection, id, expect) => this.#check({ collection, id, expect }),
  };

  /** How many different things were read. */
  get reads(): number {
    return this.#reads.size;
  }

  /** Whether there is anything to commit. */
  get staged(): boolean {
    return this.#puts.size + this.#appends.size + this.#checks.size > 0;
  }

  /** Whether a conflict was found by the reads of this transaction. */
  hasFound(conflict: Error): boolean {
    return this.#reads.hasFound(conflict);
  }

  /** Makes every later call an error. */
  end(): void {
    this.#ended = true;
  }

  /**
   * Everything staged, with a check of everything that was only read.
   *
   * @throws {VersionConflict} when something is expected to be other than it was read
   */
  changes(): Changes {
    const puts = [...this.#puts.values()].map((put): Put => ({
      ...put,
      expect: this.#expectationOf(put, put.expect),
    }));
    const appends = [...this.#appends].map(([stream, { expect, events }]): Append => ({
      stream,
      expect: standingOn({ stream }, this.#reads.stream(stream)?.version, expect),
      events,
    }));
    const checks = [...this.#checks.values()]
      .filter((check) => !this.#isPut(check))
      .map((check): DocumentCheck => ({ ...check, expect: this.#expectationOf(check) }));
    return {
      puts,
      appends: [...appends, ...this.#reads.streamChecks((stream) => this.#appends.has(stream))],
      checks: [...checks, ...this.#reads.checks((read) => this.#isNamed(read))],
    };
  }

  /** Only the checks of what was read: writes nothing, and passes if all of it held at one moment. */
  readChecks(): Changes {
    return { appends: this.#reads.streamChecks(), checks: this.#reads.checks() };
  }

  async #get(collection: string, id: string): Promise<Document | undefined> {
    this.#requireOpen();
    const put = this.#puts.get(subjectName({ collection, id }));
    if (put !== undefined) return this.#view(put);
    const read = this.#reads.document(collection, id);
    if (read !== undefined) return read.document;
    const document = await this.#store.get(collection, id);
    this.#requireOpen();
    this.#reads.addDocument(collection, id, document);
    return document;
  }

  async #getBy(collection: string, key: string, value: string): Promise<Document | undefined> {
    this.#requireOpen();
    for (const put of this.#puts.values()) {
      if (put.collection === collection && put.unique?.[key] === value) return this.#view(put);
    }
    const holder = await this.#store.getBy(collection, key, value);
    this.#requireOpen();
    if (holder === undefined) {
      this.#reads.addFreeKey(collection, key, value);
      return undefined;
    }
    this.#reads.addDocument(collection, holder.id, holder);
    // A holder that was staged without the key, or for deletion, holds it no longer.
    return this.#isPut({ collection, id: holder.id }) ? undefined : holder;
  }

  async #readStream(stream: string, after = 0): Promise<StreamView> {
    this.#requireOpen();
    let read = this.#reads.stream(stream);
    if (read === undefined || read.after > after) {
      read = await this.#readAfter(stream, after);
      this.#requireOpen();
      this.#reads.addStream(stream, read);
    }
    const staged = this.#appends.get(stream)?.events ?? [];
    const stored = read.events.slice(Math.max(0, after - read.after));
    return { version: read.version, stored, staged: [...staged] };
  }

  /** Reads from the beginning when there is nothing after: only so is the version known. */
  async #readAfter(stream: string, after: number): Promise<StreamRead> {
    const events = await this.#store.readStream(stream, { after });
    if (after > 0 && events.length === 0) return await this.#readAfter(stream, 0);
    return { after, version: after + events.length, events };
  }

  #put(put: StagedPut): void {
    this.#requireOpen();
    const name = subjectName(put);
    const expect = agreed(put, this.#puts.get(name)?.expect, put.expect);
    this.#puts.set(name, expect === undefined ? put : { ...put, expect });
  }

  #append(stream: string, events: readonly NewEvent[], expect: Expectation | undefined): void {
    this.#requireOpen();
    const before = this.#appends.get(stream);
    const append = {
      expect: agreed({ stream }, before?.expect, expect),
      events: before?.events ?? [],
    };
    for (const event of events) {
      append.events.push({ ...event, metadata: { ...this.#metadata, ...event.metadata } });
    }
    this.#appends.set(stream, append);
  }

  #check(check: DocumentCheck): void {
    this.#requireOpen();
    const name = subjectName(check);
    const expect = agreed(check, this.#checks.get(name)?.expect, check.expect) ?? "any";
    this.#checks.set(name, { ...check, expect });
  }

  #expectationOf(subject: DocumentSubject, said?: Expectation): Expectation {
    const checked = this.#checks.get(subjectName(subject))?.expect;
    const read = this.#reads.document(subject.collection, subject.id)?.version;
    return standingOn(subject, read, agreed(subject, said, checked));
  }

  #isPut(subject: DocumentSubject): boolean {
    return this.#puts.has(subjectName(subject));
  }

  /** Whether the subject is among the puts or checks already: a commit names nothing twice. */
  #isNamed(subject: DocumentSubject): boolean {
    return this.#isPut(subject) || this.#checks.has(subjectName(subject));
  }

  #view({ collection, id, value }: StagedPut): Document | undefined {
    if (value === undefined) return undefined;
    return { id, version: this.#reads.document(collection, id)?.version ?? 0, value };
  }

  #requireOpen(): void {
    if (this.#ended) throw new UnitOfWorkEnded();
  }
}

type DocumentSubject = Extract<Subject, { readonly id: string }>;
