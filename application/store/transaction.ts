/** What a unit of work can do: read and stage, until its end. */

import { DomainError } from "../../domain/kernel/errors.ts";
import type { Json } from "../../domain/kernel/json.ts";
import type { Document, Expectation, Keys, NewEvent, Recorded } from "./store.ts";

/** A document to stage. If it was read, that version is expected, whatever `expect` adds to it. */
export interface StagedPut {
  readonly collection: string;
  readonly id: string;
  readonly value: Json | undefined;
  readonly unique?: Keys;
  readonly index?: Keys;
  readonly expect?: Expectation | undefined;
}

/** A stream as a unit of work sees it: what is stored, and then what it staged itself. */
export interface StreamView {
  /** The version stored; what was staged is not counted. */
  readonly version: number;
  /** All that is stored, or what comes after the version that was asked for. */
  readonly stored: readonly Recorded[];
  readonly staged: readonly NewEvent[];
}

/**
 * The reads and writes of one unit of work. Reads are remembered and checked by the commit; writes
 * wait for it. After the end of the work every call is an error ({@linkcode UnitOfWorkEnded}).
 */
export interface Transaction {
  /** Reads a document; one that was staged is returned as staged, with the version it was read at. */
  readonly get: (collection: string, id: string) => Promise<Document | undefined>;
  /** Reads the document that holds a unique key, staged ones included. */
  readonly getBy: (collection: string, key: string, value: string) => Promise<Document | undefined>;
  /** Reads a stream, or its end after a version; the commit checks all of it either way. */
  readonly readStream: (
    stream: string,
    range?: { readonly after?: number },
  ) => Promise<StreamView>;
  readonly put: (put: StagedPut) => void;
  /** Stages events for the end of a stream, after those staged before; empty checks the version. */
  readonly append: (
    stream: string,
    events: readonly NewEvent[],
    expect?: Expectation,
  ) => void;
  /** Stages an expectation of a document that is neither read nor written. */
  readonly check: (collection: string, id: string, expect: Expectation) => void;
}

/** A transaction was used after its unit of work had ended. */
export class UnitOfWorkEnded extends DomainError {
  override readonly code = "store/unit-of-work-ended";
  override readonly kind = "invalid";
  override readonly permanent = true;

  constructor() {
    super("Cannot use the transaction: its unit of work has ended");
  }
}
