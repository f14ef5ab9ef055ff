/** Assertions of the kits beyond `node:assert/strict`: typed rejections and deadlines. */

import assert from "node:assert/strict";
import { isDomainError } from "../../domain/kernel/errors.ts";

/** Fields that an error must have, deeply equal. */
export type ErrorFields = Readonly<Record<string, unknown>>;

/** Requires a rejection with a typed error of this code and these fields. */
export async function rejectsWith(
  promise: Promise<unknown>,
  code: string,
  fields: ErrorFields = {},
): Promise<void> {
  const error = await promise.then(
    () => assert.fail(`Expected a rejection with ${code}, but it was fulfilled`),
    (reason: unknown) => reason,
  );
  requireError(error, code, fields);
}

/** Requires a thrown value to be a typed error of this code with these fields. */
export function requireError(error: unknown, code: string, fields: ErrorFields = {}): void {
  if (error instanceof assert.AssertionError) throw error;
  assert.ok(isDomainError(error), `Expected the typed error ${code}, got ${describe(error)}`);
  assert.equal(error.code, code, `Expected ${code}, got ${describe(error)}`);
  const entries = Object.entries(error);
  for (const [name, expected] of Object.entries(fields)) {
    const actual = entries.find(([key]) => key === name)?.[1];
    assert.deepEqual(actual, expected, `The field ${name} of ${describe(error)}`);
  }
}

/** Requires a promise to settle within a time, and gives its value. */
export async function within<Value>(
  ms: number,
  what: string,
  promise: PromiseLike<Value>,
): Promise<Value> {
  const late = Promise.withResolvers<never>();
  const timer = setTimeout(() => late.reject(overdue(what, ms)), ms);
  try {
    return await Promise.race([promise, late.promise]);
  } finally {
    clearTimeout(timer);
  }
}

/** Waits for a time. */
export function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

/** Splits settled promises into what was fulfilled and what was rejected. */
export async function settle<Value>(
  promises: readonly Promise<Value>[],
): Promise<{ readonly fulfilled: readonly Value[]; readonly rejected: readonly unknown[] }> {
  const results = await Promise.allSettled(promises);
  return {
    fulfilled: results.flatMap((result) => result.status === "fulfilled" ? [result.value] : []),
    rejected: results.flatMap((result) => result.status === "rejected" ? [result.reason] : []),
  };
}

function overdue(what: string, ms: number): Error {
  return new assert.AssertionError({ message: `${what} did not settle within ${ms} ms` });
}

function describe(error: unknown): string {
  return error instanceof Error ? `${error.name}: ${error.message}` : String(error);
}
