/** Judges changes against what is stored; every adapter that looks things up itself judges with this. */

import type { EncodedChanges, EncodedPut } from "./encoded_changes.ts";
import { UniqueViolation, VersionConflict } from "./errors.ts";
import { meets } from "./expectations.ts";
import type { Check, Expectation } from "./store.ts";

/** The document that holds a unique key. */
export interface Holder {
  readonly id: string;
  readonly version: number;
}

/** What judging needs to know; all as of one moment. */
export interface StoredVersions {
  /** 0 for an unknown stream. */
  readonly ofStream: (stream: string) => number;
  /** 0 for an absent document. */
  readonly ofDocument: (collection: string, id: string) => number;
  readonly holder: (collection: string, key: string, value: string) => Holder | undefined;
}

/**
 * Passes when every expectation and unique key holds; answers the versions of the streams before
 * the commit, in the order of `appends`.
 *
 * @throws {VersionConflict | UniqueViolation}
 */
export function judge(changes: EncodedChanges, stored: StoredVersions): readonly number[] {
  const streamVersions = changes.appends.map(({ stream, expect }) => {
    const actual = stored.ofStream(stream);
    if (!meets(actual, expect)) throw new VersionConflict({ stream }, expect, actual);
    return actual;
  });
  for (const { collection, id, expect } of changes.puts) {
    if (expect !== "any") judgeDocument({ collection, id }, expect, stored);
  }
  for (const check of changes.checks) judgeCheck(check, stored);
  for (const put of changes.puts) {
    if (put.unique.length > 0) judgeUnique(put, changes.puts, stored);
  }
  return streamVersions;
}

function judgeCheck(check: Check, stored: StoredVersions): void {
  if ("id" in check) {
    const { collection, id, expect } = check;
    return judgeDocument({ collection, id }, expect, stored);
  }
  const { collection, key, value } = check;
  const holder = stored.holder(collection, key, value);
  if (holder) throw new VersionConflict({ collection, key, value }, "none", holder.version);
}

function judgeDocument(
  subject: { readonly collection: string; readonly id: string },
  expect: Expectation,
  stored: StoredVersions,
): void {
  const actual = stored.ofDocument(subject.collection, subject.id);
  if (!meets(actual, expect)) throw new VersionConflict(subject, expect, actual);
}

/** A key is free when nobody holds it, or its holder is written anew by this very commit. */
function judgeUnique(
  put: EncodedPut,
  puts: readonly EncodedPut[],
  stored: StoredVersions,
): void {
  const others = puts.filter((other) => other !== put && other.collection === put.collection);
  for (const [key, value] of put.unique) {
    const holder = stored.holder(put.collection, key, value);
    const taken = holder !== undefined && holder.id !== put.id &&
      !others.some((other) => other.id === holder.id);
    const wanted = others.some((other) => other.unique.some(([k, v]) => k === key && v === value));
    if (taken || wanted) throw new UniqueViolation(put.collection, key, value);
  }
}
