/** Judges one fault: its tests pass on the sound copy and fail on the faulty one. */

import { FaultNoLongerApplies, withEdits } from "./edits.ts";
import type { Fault } from "./fault.ts";
import { runTests, type TestRun } from "./run_tests.ts";
import type { TestCase } from "./test_report.ts";

/** What was found out about a fault. */
export interface Verdict {
  readonly id: string;
  readonly caught: boolean;
  /** The names of the tests that went red, or why the fault is not caught. */
  readonly says: string;
}

/** Tries a fault in a copy of the project, which is left as it was. */
export async function judgeFault(
  root: string,
  fault: Fault,
  patience?: number,
): Promise<Verdict> {
  const { id, edits, tests } = fault;
  const runAll = async () => {
    const runs: TestRun[] = [];
    for (const file of tests) runs.push(await runTests(root, file, id, patience));
    return runs;
  };
  try {
    const unsound = tests.length === 0 ? `no test is named` : problem(await runAll(), soundProblem);
    if (unsound !== undefined) return { id, caught: false, says: unsound };
    const faulty = await withEdits(root, edits, runAll);
    const missed = problem(faulty, missedProblem);
    return { id, caught: missed === undefined, says: missed ?? redTests(faulty) };
  } catch (error) {
    if (!(error instanceof FaultNoLongerApplies)) throw error;
    return { id, caught: false, says: error.message };
  }
}

function problem(
  runs: readonly TestRun[],
  problemOf: (run: TestRun) => string | undefined,
): string | undefined {
  for (const run of runs) {
    const found = problemOf(run);
    if (found !== undefined) return `${run.file}: ${found}`;
  }
  return undefined;
}

function soundProblem({ cases, late, output }: TestRun): string | undefined {
  if (late) return "the sound copy's tests did not end";
  if (cases.length === 0) return `no test of the id ran on the sound copy\n${output}`;
  const red = cases.find(({ outcome }) => outcome !== "passed");
  return red && `"${red.name}" is red on the sound copy\n${red.message || output}`;
}

function missedProblem({ cases, late, output }: TestRun): string | undefined {
  if (late) return "the tests did not end with the fault, which is no failing test";
  if (cases.length === 0) return `the fault breaks the module, so no test ran\n${output}`;
  const red = cases.filter(({ outcome }) => outcome === "failed");
  if (red.length === 0 && cases.some(({ outcome }) => outcome === "broken-off")) {
    return `the fault breaks off the run, which is no failing test\n${output}`;
  }
  if (red.length === 0) return "every test of the id passes with the fault";
  if (red.every(isLoadFailure)) return `a module does not load\n${red[0]?.message}`;
  return undefined;
}

/** A test that imports while it runs fails too when there is nothing to import. */
function isLoadFailure({ message }: TestCase): boolean {
  return /Module not found|does not provide an export|could not be parsed|SyntaxError: .*\n *\|\n/
    .test(message);
}

function redTests(runs: readonly TestRun[]): string {
  const red = runs.flatMap(({ cases }) => cases.filter(({ outcome }) => outcome === "failed"));
  // A suite fails with its tests: the tests are what there is to tell.
  const names = red.map(({ name }) => name)
    .filter((name, _, all) => !all.some((other) => other.startsWith(`${name} > `)));
  const [first = "", ...others] = names;
  return others.length === 0 ? first : `${first} (and ${others.length} more)`;
}
