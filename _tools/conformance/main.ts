/** Runs the kits under every runtime and writes `docs/conformance.md`. */

import { join } from "node:path";
import { mustRun } from "../npm/run.ts";
import { projectRoot } from "../project.ts";
import { renderPage } from "./page.ts";
import { runPackage, runUnderDeno } from "./run_kits.ts";
import { testFiles } from "./test_files.ts";

// A page with failures is written too: it says so, and the task fails.
const deno = await runUnderDeno(await testFiles());
const page = join(projectRoot, "docs/conformance.md");
const runs = [deno, await runPackage("node"), await runPackage("bun")];
await Deno.writeTextFile(page, renderPage(runs));
await mustRun(Deno.execPath(), ["fmt", page], projectRoot);
if (runs.some(({ cases }) => cases.some(({ failed }) => failed))) Deno.exitCode = 1;
