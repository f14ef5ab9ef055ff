/** What a store can answer instead of a result; the same on every adapter. */

import { DomainError } from "../../domain/kernel/errors.ts";
import type { Expectation, Limits } from "./store.ts";

/** What an expectation is about. */
export type Subject =
  | { readonly stream: string }
  | { readonly collection: string; readonly id: string }
  | { readonly collection: string; readonly key: string; readonly value: string };

/** An expectation did not hold: somebody else changed the subject first. */
export class VersionConflict extends DomainError {
  override readonly code = "store/version-conflict";
  override readonly kind = "conflict";
  readonly subject: Subject;
  readonly expected: Expectation;
  /** The subject's version, 0 when absent. */
  readonly actual: number;

  constructor(subject: Subject, expected: Expectation, actual: number) {
    super(`Cannot commit: ${subjectName(subject)} is at version ${actual}, expected ${expected}`);
    this.subject = subject;
    this.expected = expected;
    this.actual = actual;
  }
}

/** Another document of the collection holds the key. */
export class UniqueViolation extends DomainError {
  override readonly code = "store/unique-violation";
  override readonly kind = "conflict";
  readonly collection: string;
  readonly key: string;
  readonly value: string;

  constructor(collection: string, key: string, value: string) {
    super(`Cannot commit: another document of "${collection}" has ${key} ${quote(value)}`);
    this.collection = collection;
    this.key = key;
    this.value = value;
  }
}

/** The changes contradict themselves, whatever is stored. */
export class InvalidChanges extends DomainError {
  override readonly code = "store/invalid-changes";
  override readonly kind = "invalid";
  override readonly permanent = true;
}

/** A name is empty, too long, or not well-formed text. */
export class InvalidName extends DomainError {
  override readonly code = "store/invalid-name";
  override readonly kind = "invalid";
  override readonly permanent = true;
  /** What was named, such as `stream`. */
  readonly what: string;

  constructor(what: string, reason: string) {
    super(`Cannot use the ${what}: ${reason}`);
    this.what = what;
  }
}

/** A value holds what JSON cannot. */
export class InvalidValue extends DomainError {
  override readonly code = "store/invalid-value";
  override readonly kind = "invalid";
  override readonly permanent = true;
  /** Where in the value, dotted; `""` is the value itself. */
  readonly path: string;

  constructor(path: string, reason: string) {
    super(`Cannot store the value${path === "" ? "" : ` at ${quote(path)}`}: ${reason}`);
    this.path = path;
  }
}

/** The changes are larger than the store can take. */
export class LimitExceeded extends DomainError {
  override readonly code = "store/limit-exceeded";
  override readonly kind = "invalid";
  override readonly permanent = true;
  readonly limit: keyof Limits;
  readonly allowed: number;
  readonly actual: number;

  constructor(limit: keyof Limits, allowed: number, actual: number) {
    super(`Cannot commit: ${limit} is ${actual}, at most ${allowed} allowed`);
    this.limit = limit;
    this.allowed = allowed;
    this.actual = actual;
  }
}

/** The commit id belongs to an earlier commit with other content. */
export class CommitIdReused extends DomainError {
  override readonly code = "store/commit-id-reused";
  override readonly kind = "invalid";
  readonly id: string;

  constructor(id: string) {
    super(`Cannot commit: the id ${quote(id)} belongs to an earlier commit with other content`);
    this.id = id;
  }
}

/** The connection was lost and it cannot be learned whether the commit took place. */
export class OutcomeUnknown extends DomainError {
  override readonly code = "store/outcome-unknown";
  override readonly kind = "unavailable";
  /** The commit's id: ask for its receipt later. */
  readonly id: string;

  constructor(id: string, options?: ErrorOptions) {
    super(`Cannot tell whether the commit ${quote(id)} took place`, options);
    this.id = id;
  }
}

/** The store did not answer within its deadline; nothing was written. */
export class StoreUnavailable extends DomainError {
  override readonly code = "store/unavailable";
  override readonly kind = "unavailable";
}

/** The store was closed. */
export class StoreClosed extends DomainError {
  override readonly code = "store/closed";
  override readonly kind = "unavailable";

  constructor() {
    super("Cannot use the store: it is closed");
  }
}

/** The stored data was written by a newer version of the software. */
export class SchemaTooNew extends DomainError {
  override readonly code = "store/schema-too-new";
  override readonly kind = "unavailable";
  readonly found: number;
  readonly known: number;

  constructor(found: number, known: number) {
    super(`Cannot open the store: its schema version is ${found}, known is up to ${known}`);
    this.found = found;
    this.known = known;
  }
}

/** A cursor that this query never gave. */
export class InvalidCursor extends DomainError {
  override readonly code = "store/invalid-cursor";
  override readonly kind = "invalid";
  override readonly permanent = true;

  constructor() {
    super("Cannot continue the list: the cursor is not one of this query");
  }
}

/** Says a subject in words. Two subjects have one name only if they are the same. */
export function subjectName(subject: Subject): string {
  if ("stream" in subject) return `stream ${quote(subject.stream)}`;
  const collection = quote(subject.collection);
  return "id" in subject
    ? `document ${quote(subject.id)} of ${collection}`
    : `key ${subject.key} ${quote(subject.value)} of ${collection}`;
}

function quote(text: string): string {
  return JSON.stringify(text);
}
