/** Errors that are part of the language: typed, coded, and ignorant of HTTP. */

/**
 * What sort of answer an error is, in words every interface can map to its own.
 *
 * - `invalid`: the input can never be right as it stands.
 * - `not-found`: the thing asked for does not exist.
 * - `conflict`: another change came first; asking again may help.
 * - `stale`: the caller named a version that is no longer the current one.
 * - `refused`: a rule of the business says no.
 * - `declined`: the payment that was asked for was not made.
 * - `unavailable`: something outside did not answer; asking later may help.
 */
export type ErrorKind =
  | "invalid"
  | "not-found"
  | "conflict"
  | "stale"
  | "refused"
  | "declined"
  | "unavailable";

/** One thing wrong with an input, and where. `path` is dotted, `""` is the whole input. */
export interface Issue {
  readonly path: string;
  readonly message: string;
}

/**
 * The parent of every typed error. Subclasses add their data as fields. Recognise them by
 * {@linkcode DomainError.code}, with {@linkcode isDomainError}: two copies of the package then agree.
 *
 * @example
 * ```ts
 * import { DomainError } from "@portico/core";
 *
 * class LampBroken extends DomainError {
 *   override readonly code = "lamps/broken";
 *   override readonly kind = "refused";
 *
 *   constructor(room: string) {
 *     super(`Cannot switch on the lamp in "${room}": it is broken`);
 *   }
 * }
 *
 * new LampBroken("hall").kind; // "refused"
 * ```
 */
export abstract class DomainError extends Error {
  /** Stable and unique, `context/condition`. */
  abstract readonly code: string;
  abstract readonly kind: ErrorKind;
  /** Only on errors that no later attempt can mend: a subscription parks the event at once. */
  readonly permanent: boolean = false;

  override get name(): string {
    return this.constructor.name;
  }
}

/** An input that was refused, with everything that is wrong with it. */
export class InvalidInput extends DomainError {
  override readonly code: string = "invalid-input";
  override readonly kind = "invalid";
  override readonly permanent = true;
  readonly issues: readonly Issue[];

  constructor(what: string, issues: readonly Issue[]) {
    super(`Cannot accept ${what}: ${issues.map(describe).join("; ")}`);
    this.issues = issues;
  }
}

/** Tells whether an unknown thrown value is a {@linkcode DomainError}, of this or another copy of the package. */
export function isDomainError(error: unknown): error is DomainError {
  return error instanceof Error && "code" in error && typeof error.code === "string" &&
    "kind" in error && kinds.has(error.kind);
}

const kinds: ReadonlySet<unknown> = new Set<ErrorKind>([
  "invalid",
  "not-found",
  "conflict",
  "stale",
  "refused",
  "declined",
  "unavailable",
]);

function describe({ path, message }: Issue): string {
  return path === "" ? message : `${path} ${message}`;
}
