/** Runs the tests of one id in one file of a copy. */

import { join } from "node:path";
import { testFilter } from "./test_filter.ts";
import { readTestReport, type TestCase } from "./test_report.ts";

/** What a run came to. */
export interface TestRun {
  readonly file: string;
  /** Tests of the id that were not skipped. */
  readonly cases: readonly TestCase[];
  /** Whether the run did not end in time. */
  readonly late: boolean;
  /** What was printed, for people. */
  readonly output: string;
}

/** Milliseconds a run may take. */
const PATIENCE = 120_000;

/** Runs the tests named `[id]` of a file below a root. */
export async function runTests(
  root: string,
  file: string,
  id: string,
  patience: number = PATIENCE,
): Promise<TestRun> {
  const report = await Deno.makeTempFile({ suffix: ".xml" });
  try {
    const { late, output } = await denoTest(
      root,
      await argumentsOf(root, file, id, report),
      patience,
    );
    const cases = readTestReport(await Deno.readTextFile(report))
      .filter(({ name, outcome }) => name.includes(`[${id}]`) && outcome !== "skipped");
    return { file, cases, late, output };
  } finally {
    await Deno.remove(report);
  }
}

async function argumentsOf(
  root: string,
  file: string,
  id: string,
  report: string,
): Promise<readonly string[]> {
  const filter = testFilter(await Deno.readTextFile(join(root, file)).catch(() => ""), id);
  const filters = filter === undefined ? [] : [`--filter=${filter}`];
  return ["test", "-A", "--no-check", `--junit-path=${report}`, ...filters, file];
}

async function denoTest(
  root: string,
  args: readonly string[],
  patience: number,
): Promise<{ readonly late: boolean; readonly output: string }> {
  const child = new Deno.Command(Deno.execPath(), {
    args: [...args],
    cwd: root,
    env: { NO_COLOR: "1" },
    stdin: "null",
    stdout: "piped",
    stderr: "piped",
  }).spawn();
  let late = false;
  const deadline = setTimeout(() => {
    late = true;
    child.kill("SIGKILL");
  }, patience);
  const { stdout, stderr } = await child.output().finally(() => clearTimeout(deadline));
  const decoder = new TextDecoder();
  return { late, output: decoder.decode(stdout) + decoder.decode(stderr) };
}
