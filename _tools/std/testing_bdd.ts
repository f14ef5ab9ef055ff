/**
 * `@std/testing/bdd` over `node:test`, for machines that reach the npm registry only.
 *
 * Where JSR is at hand, change one line of the import map in `deno.json`:
 * `"@std/testing/bdd": "jsr:@std/testing@^1/bdd"`. Tests stay as they are, because only what both
 * accept type-checks here.
 */

import {
  after,
  afterEach as nodeAfterEach,
  before,
  beforeEach as nodeBeforeEach,
  describe as nodeDescribe,
  it as nodeIt,
  test as nodeTest,
} from "node:test";

/** A test's body or a hook. */
export type TestBody = () => void | Promise<void>;

/** Registers a hook with the suite it is called in. */
export type Hook = (body: TestBody) => void;

/** Registers a test, or a suite of tests, under a name. */
export interface Register<Body> {
  (name: string, body: Body): void;
  readonly skip: (name: string, body: Body) => void;
  readonly only: (name: string, body: Body) => void;
}

/** Registers a suite. */
export const describe: Register<() => void> = nodeDescribe;

/** Registers a test. */
export const it: Register<TestBody> = nodeIt;

/** Registers a test outside a suite. */
export const test: Register<TestBody> = nodeTest;

/** Runs before each test of the suite. */
export const beforeEach: Hook = nodeBeforeEach;

/** Runs after each test of the suite. */
export const afterEach: Hook = nodeAfterEach;

/** Runs once before the tests of the suite. */
export const beforeAll: Hook = before;

/** Runs once after the tests of the suite. */
export const afterAll: Hook = after;
