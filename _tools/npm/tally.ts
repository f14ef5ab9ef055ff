/** How many tests passed and failed, read from what test runners print. */

/** A count of tests. */
export interface Tally {
  readonly passed: number;
  readonly failed: number;
}

/** Reads the summary of `node --test` (tap) or `bun test`; nothing counts where there is none. */
export function readTally(output: string): Tally {
  return {
    passed: count(output, /^(?:# pass (\d+)| *(\d+) pass)$/m),
    failed: count(output, /^(?:# fail (\d+)| *(\d+) fail)$/m),
  };
}

/** Adds counts up. */
export function sum(tallies: readonly Tally[]): Tally {
  return tallies.reduce((a, b) => ({
    passed: a.passed + b.passed,
    failed: a.failed + b.failed,
  }));
}

function count(output: string, pattern: RegExp): number {
  const [, tap, bun] = pattern.exec(output) ?? [];
  return Number(tap ?? bun ?? 0);
}
