/** What expectations mean, and how several of one subject go together. */

import { InvalidChanges, type Subject, subjectName, VersionConflict } from "./errors.ts";
import type { Expectation } from "./store.ts";

/** Tells whether a version, 0 when absent, is as expected. */
export function meets(actual: number, expect: Expectation): boolean {
  switch (expect) {
    case "any":
      return true;
    case "some":
      return actual > 0;
    case "none":
      return actual === 0;
    default:
      return actual === expect;
  }
}

/**
 * Joins what is expected of one subject at two places; `"any"` says nothing.
 *
 * @throws {InvalidChanges} when they differ
 */
export function agreed(
  subject: Subject,
  one: Expectation | undefined,
  other: Expectation | undefined,
): Expectation | undefined {
  if (one === undefined || one === "any") return other ?? one;
  if (other === undefined || other === "any" || other === one) return one;
  throw new InvalidChanges(`Cannot expect ${one} and ${other} of ${subjectName(subject)}`);
}

/**
 * Expects the version that was read, if it was.
 *
 * @throws {VersionConflict} when that is not what is expected otherwise
 */
export function standingOn(
  subject: Subject,
  read: number | undefined,
  said: Expectation = "any",
): Expectation {
  if (read === undefined) return said;
  if (!meets(read, said)) throw new VersionConflict(subject, said, read);
  return read;
}
