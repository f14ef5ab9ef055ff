/** What a unit of work has read, remembered so that its commit can check that it still holds. */

import { type Subject, subjectName, VersionConflict } from "./errors.ts";
import type { Append, Check, Document, DocumentCheck, KeyCheck, Recorded } from "./store.ts";

/** Remembers documents, free keys and streams by name. */
export class ReadSet {
  readonly #documents = new Map<string, DocumentRead>();
  readonly #freeKeys = new Map<string, KeyCheck>();
  readonly #streams = new Map<string, StreamRead>();
  readonly #conflicts: Error[] = [];

  /** How many different things were read. */
  get size(): number {
    return this.#documents.size + this.#freeKeys.size + this.#streams.size;
  }

  /**
   * Remembers a document, or its absence.
   *
   * @throws {VersionConflict} when it was read before at another version
   */
  addDocument(collection: string, id: string, document: Document | undefined): void {
    const name = subjectName({ collection, id });
    const version = document?.version ?? 0;
    const before = this.#documents.get(name)?.version ?? version;
    if (before !== version) throw this.#found({ collection, id }, before, version);
    this.#documents.set(name, { collection, id, version, document });
  }

  /** Remembers that nobody holds a unique key. */
  addFreeKey(collection: string, key: string, value: string): void {
    const subject = { collection, key, value };
    this.#freeKeys.set(subjectName(subject), { ...subject, expect: "none" });
  }

  /**
   * Remembers a stream, or its events after a version.
   *
   * @throws {VersionConflict} when it was read before at another version
   */
  addStream(stream: string, read: StreamRead): void {
    const before = this.#streams.get(stream)?.version ?? read.version;
    if (before !== read.version) throw this.#found({ stream }, before, read.version);
    this.#streams.set(stream, read);
  }

  document(collection: string, id: string): DocumentRead | undefined {
    return this.#documents.get(subjectName({ collection, id }));
  }

  stream(stream: string): StreamRead | undefined {
    return this.#streams.get(stream);
  }

  /** Whether a conflict was thrown by one of the reads. */
  hasFound(conflict: Error): boolean {
    return this.#conflicts.includes(conflict);
  }

  /** The checks of everything that is not written by the same commit. */
  checks(writes: (check: DocumentCheck) => boolean = () => false): Check[] {
    const documents = [...this.#documents.values()]
      .map(({ collection, id, version }) => ({ collection, id, expect: version }));
    return [...documents.filter((check) => !writes(check)), ...this.#freeKeys.values()];
  }

  /** The pure checks of streams that are not written by the same commit. */
  streamChecks(writes: (stream: string) => boolean = () => false): Append[] {
    return [...this.#streams]
      .filter(([stream]) => !writes(stream))
      .map(([stream, { version }]) => ({ stream, expect: version, events: [] }));
  }

  #found(subject: Subject, before: number, now: number): VersionConflict {
    const conflict = new VersionConflict(subject, before, now);
    this.#conflicts.push(conflict);
    return conflict;
  }
}

/** A document as it was read. */
export interface DocumentRead {
  readonly collection: string;
  readonly id: string;
  /** 0 when it was absent. */
  readonly version: number;
  readonly document: Document | undefined;
}

/** A stream as it was read. */
export interface StreamRead {
  /** Events up to this version were left out. */
  readonly after: number;
  readonly version: number;
  readonly events: readonly Recorded[];
}
