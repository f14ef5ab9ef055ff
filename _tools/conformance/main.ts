/** Runs the kits under every runtime and writes `docs/conformance.md`. */

import { join } from "node:path";
import { mustRun } from "../npm/run.ts";
import { projectRoot } from "../project.ts";
import { renderPage } from "./page.ts";
import { runPackage, runUnderDeno } from "./run_kits.ts";
import { testFiles } from "./test_files.ts";

const deno = await runUnderDeno(await testFiles());
const page = join(projectRoot, "docs/conformance.md");
await Deno.writeTextFile(
  page,
  renderPage([deno, await runPackage("node"), await runPackage("bun")]),
);
await mustRun(Deno.execPath(), ["fmt", page], projectRoot);
