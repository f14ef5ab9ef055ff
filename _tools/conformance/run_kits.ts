/** Runs the kits: under Deno from the checkout, under Node and Bun from the packed package. */

import { join } from "node:path";
import { installPackage, kitsCommand } from "../npm/try_package.ts";
import { runAloud } from "../npm/run.ts";
import { describeRuntime, findRuntimes, type RuntimeName } from "../npm/runtimes.ts";
import { projectRoot } from "../project.ts";
import { type KitCase, readCase } from "./cases.ts";
import { readJunit } from "./junit.ts";
import type { RuntimeCases } from "./page.ts";
import { noServices } from "./registered.ts";
import type { TestFile } from "./test_files.ts";

/** Longest that the kits may take under one runtime, in milliseconds. */
const LONGEST = 10 * 60 * 1000;

/** Runs the test files under Deno, folder by folder: a report does not tell whose case it is. */
export async function runUnderDeno(files: readonly TestFile[]): Promise<RuntimeCases> {
  const report = await Deno.makeTempFile({ suffix: ".xml" });
  const cases: KitCase[] = [];
  for (const [folder, own = []] of Object.entries(Object.groupBy(files, ({ folder }) => folder))) {
    const paths = own.map(({ path }) => path);
    const args = ["test", "-A", "--no-check", "--parallel", `--junit-path=${report}`, ...paths];
    const program = Deno.execPath();
    await runAloud({ program, args, folder: projectRoot, env: noServices }, LONGEST);
    cases.push(...await triedCases(report, folder));
  }
  await Deno.remove(report);
  return { runtime: "Deno", version: Deno.version.deno, cases };
}

/** Runs the kits of the package, which must be in `dist/`, under Node or Bun. */
export async function runPackage(name: RuntimeName): Promise<RuntimeCases> {
  const folder = await Deno.makeTempDir({ prefix: "portico-matrix-" });
  try {
    const [runtime] = await findRuntimes(name, folder);
    if (runtime === undefined) throw new Error(`Cannot find ${name}`);
    const app = join(folder, "app");
    await installPackage(app);
    const report = join(folder, "report.xml");
    await runAloud(await kitsCommand(runtime, app, report), LONGEST);
    const cases = await triedCases(report, "");
    const [, version = ""] = (await describeRuntime(runtime)).split(" ");
    return { runtime: name === "node" ? "Node" : "Bun", version, cases };
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

async function triedCases(report: string, folder: string): Promise<readonly KitCase[]> {
  const results = readJunit(await Deno.readTextFile(report));
  if (results.length === 0) throw new Error("Cannot write the matrix: no test was run");
  return results.flatMap(({ name, outcome }) => {
    const found = readCase(name, folder);
    return found === undefined ? [] : { ...found, failed: outcome === "failed" };
  });
}
