/**
 * Installs the npm tarball in an empty folder under Node or Bun, runs the conformance kits there,
 * starts the server from the package and registers a user, and uses its command line. The last line
 * counts what passed.
 */

import { join } from "node:path";
import { projectRoot } from "../project.ts";
import { startServer } from "../server_process.ts";
import { useCommandLine } from "./command_line.ts";
import { tarballName } from "./pack.ts";
import { registerOverHttp } from "./registration.ts";
import { mustRun, type Run, runAloud } from "./run.ts";
import { describeRuntime, findRuntimes, type Runtime, type RuntimeName } from "./runtimes.ts";
import { readTally, sum, type Tally } from "./tally.ts";

const adminToken = "token-of-the-test";
const longestKits = 9 * 60 * 1000;

/** Tries the package under each version of a runtime, all at once; one that fails stops no other. */
export async function tryPackage(name: RuntimeName): Promise<Tally> {
  const folder = await Deno.makeTempDir({ prefix: "portico-package-" });
  try {
    const trials: (() => Promise<Tally>)[] = [];
    for (const runtime of await findRuntimes(name, folder)) {
      const app = join(folder, `app-${trials.length}`);
      await installPackage(app);
      trials.push(() => tryUnder(runtime, app));
    }
    return sum(await Promise.all(trials.map((trial) => trial())));
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

async function tryUnder(runtime: Runtime, app: string): Promise<Tally> {
  const version = await describeRuntime(runtime);
  const tally = sum([
    await runKits(runtime, app, version),
    await tried(`the server of the package under ${version} registers a user`, async () => {
      await serveAndRegister(runtime, app);
    }),
    await tried(`the command line of the package under ${version} confirms an order`, async () => {
      // The oldest Node warns of its own SQLite.
      const env = { STORE_URL: "sqlite:./command_line.db", NODE_NO_WARNINGS: "1" };
      await useCommandLine({ program: runtime.program, folder: app, env });
    }),
  ]);
  console.log(`${version}: ${tally.passed} passed, ${tally.failed} failed\n`);
  return tally;
}

/** Installs the tarball in a folder, which is made. */
export async function installPackage(app: string): Promise<void> {
  await Deno.mkdir(app);
  await Deno.writeTextFile(join(app, "package.json"), `{ "private": true, "type": "module" }`);
  const tarball = join(projectRoot, "dist", tarballName);
  await mustRun("npm", ["install", "--no-audit", "--no-fund", tarball], app);
}

/** Copies the kits into a folder with the package, and says how to run them; a report is JUnit XML. */
export async function kitsCommand(
  { name, program }: Runtime,
  app: string,
  report?: string,
): Promise<Run> {
  for await (const { name: file } of Deno.readDir(join(projectRoot, "_tools/npm/kits"))) {
    const copy = file === `${name}.js` ? "kits.test.js" : file;
    await Deno.copyFile(join(projectRoot, "_tools/npm/kits", file), join(app, copy));
  }
  const options = name === "node"
    ? ["--test", ...nodeReporter(report)]
    : ["test", "--timeout=120000", ...bunReporter(report)];
  return { program, args: [...options, "kits.test.js"], folder: app };
}

function nodeReporter(report: string | undefined): readonly string[] {
  return report === undefined
    ? ["--test-reporter=tap"]
    : ["--test-reporter=junit", `--test-reporter-destination=${report}`];
}

function bunReporter(report: string | undefined): readonly string[] {
  return report === undefined ? [] : ["--reporter=junit", `--reporter-outfile=${report}`];
}

/** Those of stores and of buses run side by side: both wait for servers most of the time. */
async function runKits(runtime: Runtime, app: string, version: string): Promise<Tally> {
  const command = await kitsCommand(runtime, app);
  return sum(
    await Promise.all(["stores", "buses"].map(async (kits): Promise<Tally> => {
      const half = { ...command, env: { KITS: kits } };
      const { success, output } = await runAloud(half, longestKits, `${version} ${kits}`);
      const tally = readTally(output);
      return success ? tally : { ...tally, failed: Math.max(tally.failed, 1) };
    })),
  );
}

async function serveAndRegister({ program }: Runtime, app: string): Promise<void> {
  const server = await startServer({
    command: [program, "node_modules/@portico/core/bin/portico.js"],
    folder: app,
    env: { STORE_URL: "sqlite:./portico.db", ADMIN_TOKEN: adminToken },
  });
  const registered = registerOverHttp(server.origin, adminToken);
  const [outcome] = await Promise.allSettled([registered]);
  const { code, output } = await server.stop();
  if (outcome.status === "rejected") throw outcome.reason;
  if (code !== 0) throw new Error(`It ended with code ${code}:\n${output}`);
}

async function tried(what: string, trial: () => Promise<void>): Promise<Tally> {
  try {
    await trial();
    console.log(`ok: ${what}`);
    return { passed: 1, failed: 0 };
  } catch (error) {
    console.error(`FAILED: ${what}:`, error);
    return { passed: 0, failed: 1 };
  }
}

if (import.meta.main) {
  const name = Deno.args[0];
  if (name !== "node" && name !== "bun") throw new Error("Say which: node or bun");
  const { passed, failed } = await tryPackage(name);
  console.log(`${passed} passed, ${failed} failed`);
  Deno.exitCode = failed === 0 && passed > 1 ? 0 : 1;
}
