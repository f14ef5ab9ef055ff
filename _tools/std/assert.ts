/**
 * `@std/assert` over `npm:deno-std`, the same code republished without types, for machines that
 * reach the npm registry only.
 *
 * Where JSR is at hand, change one line of the import map in `deno.json`:
 * `"@std/assert": "jsr:@std/assert@^1"`, and drop `"deno-std"`.
 */

import * as untyped from "deno-std/assert/mod.js";

/** Any class whose instances are `Instance`, abstract ones too. */
export type Class<Instance> = abstract new (...args: never[]) => Instance;

/** Runs `fn`, which must throw, and gives back what it threw. */
export interface AssertThrows {
  (fn: () => unknown, msg?: string): unknown;
  <E extends Error>(
    fn: () => unknown,
    errorClass: Class<E>,
    msgIncludes?: string,
    msg?: string,
  ): E;
}

/** Runs `fn`, whose promise must reject, and gives back the reason. */
export interface AssertRejects {
  (fn: () => PromiseLike<unknown>, msg?: string): Promise<unknown>;
  <E extends Error>(
    fn: () => PromiseLike<unknown>,
    errorClass: Class<E>,
    msgIncludes?: string,
    msg?: string,
  ): Promise<E>;
}

type Compare<T> = (actual: T, expected: T, msg?: string) => void;
type Comparable = string | number | bigint | Date;

/** Throws unless `expr` is truthy. */
export const assert: (expr: unknown, msg?: string) => asserts expr = untyped.assert;

/** Throws unless `expr` is falsy. */
export const assertFalse: (expr: unknown, msg?: string) => void = untyped.assertFalse;

/** Throws unless both are deeply equal. */
export const assertEquals: <T>(actual: T, expected: T, msg?: string) => void = untyped.assertEquals;

/** Throws when both are deeply equal. */
export const assertNotEquals: <T>(actual: T, expected: T, msg?: string) => void =
  untyped.assertNotEquals;

/** Throws on `null` and `undefined`. */
export const assertExists: <T>(actual: T, msg?: string) => asserts actual is NonNullable<T> =
  untyped.assertExists;

/** Throws unless both are the same by `Object.is`. */
export const assertStrictEquals: <T>(
  actual: unknown,
  expected: T,
  msg?: string,
) => asserts actual is T = untyped.assertStrictEquals;

/** Throws when both are the same by `Object.is`. */
export const assertNotStrictEquals: Compare<unknown> = untyped.assertNotStrictEquals;

/** Throws unless the numbers differ by at most the tolerance. */
export const assertAlmostEquals: (
  actual: number,
  expected: number,
  tolerance?: number,
  msg?: string,
) => void = untyped.assertAlmostEquals;

/** Throws unless `fn` throws, by class and part of the message where given. */
export const assertThrows: AssertThrows = untyped.assertThrows;

/** Rejects unless `fn`'s promise rejects, by class and part of the message where given. */
export const assertRejects: AssertRejects = untyped.assertRejects;

/** Throws unless `actual` contains `expected`. */
export const assertStringIncludes: Compare<string> = untyped.assertStringIncludes;

/** Throws unless the pattern matches. */
export const assertMatch: (actual: string, expected: RegExp, msg?: string) => void =
  untyped.assertMatch;

/** Throws when the pattern matches. */
export const assertNotMatch: (actual: string, expected: RegExp, msg?: string) => void =
  untyped.assertNotMatch;

/** Throws unless every property of `expected` is, deeply, in `actual`. */
export const assertObjectMatch: (
  actual: object,
  expected: Record<PropertyKey, unknown>,
  msg?: string,
) => void = untyped.assertObjectMatch;

/** Throws unless every value of `expected` is in `actual`. */
export const assertArrayIncludes: <T>(
  actual: ArrayLike<T>,
  expected: ArrayLike<T>,
  msg?: string,
) => void = untyped.assertArrayIncludes;

/** Throws unless `actual > expected`. */
export const assertGreater: Compare<Comparable> = untyped.assertGreater;

/** Throws unless `actual >= expected`. */
export const assertGreaterOrEqual: Compare<Comparable> = untyped.assertGreaterOrEqual;

/** Throws unless `actual < expected`. */
export const assertLess: Compare<Comparable> = untyped.assertLess;

/** Throws unless `actual <= expected`. */
export const assertLessOrEqual: Compare<Comparable> = untyped.assertLessOrEqual;

/** Throws unless `actual` is an instance of the class. */
export const assertInstanceOf: <T>(
  actual: unknown,
  expectedType: Class<T>,
  msg?: string,
) => asserts actual is T = untyped.assertInstanceOf;

/** Throws. */
export const fail: (msg?: string) => never = untyped.fail;

/** Throws: the place it stands in must not be reached. */
export const unreachable: (reason?: string) => never = untyped.unreachable;
