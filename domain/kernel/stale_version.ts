/** The refusal of a change whose caller had seen an older version. */

import { DomainError } from "./errors.ts";

/** The caller named the version it had seen, and it is no longer the current one. */
export class StaleVersion extends DomainError {
  override readonly code = "stale-version";
  override readonly kind = "stale";
  readonly expected: number;
  readonly actual: number;

  /** `subject` is what was to be changed, such as `user "17"`. */
  constructor(subject: string, expected: number, actual: number) {
    super(`Cannot change ${subject}: it is at version ${actual}, expected ${expected}`);
    this.expected = expected;
    this.actual = actual;
  }
}
