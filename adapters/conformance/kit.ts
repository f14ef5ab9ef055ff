/** What every conformance kit stands on: cases registered with any test runner, skips with a reason. */

/** The body of a case; it passes when its promise resolves. */
export type TestBody = () => Promise<void>;

/**
 * A test runner, as far as a kit needs it. `Deno.test`, `test` of `node:test` and `test` of
 * `bun:test` are such functions as they are.
 */
export interface RegisterTest {
  (name: string, run: TestBody): unknown;
  /** How `node:test` and `bun:test` register a test that does not run. */
  readonly skip?: (name: string, run: TestBody) => unknown;
  /** How `Deno.test` registers a test that does not run. */
  readonly ignore?: (name: string, run: TestBody) => unknown;
}

/** What a technology can do: `true`, or the reason why not, which every skipped case prints. */
export type Capability = true | { readonly missing: string };

/** A case on its way to the runner. */
export interface RegisteredCase {
  readonly name: string;
  readonly run: TestBody;
  /** What the case needs from the technology; skipped when that is missing. */
  readonly needs?: Capability;
}

/** Registers a case; one whose capability is missing is skipped, and prints why. */
export function registerCase(
  test: RegisterTest,
  { name, run, needs = true }: RegisteredCase,
): void {
  if (needs === true) {
    test(name, run);
    return;
  }
  const title = `${name} (skipped: ${needs.missing})`;
  console.info(title);
  skipWith(test)(title, () => Promise.resolve());
}

/** Gives a seed to a run that was not told one. */
export function anySeed(): number {
  return Math.floor(Math.random() * 2 ** 32);
}

function skipWith(test: RegisterTest): (name: string, run: TestBody) => unknown {
  return test.ignore ?? test.skip ?? test;
}
