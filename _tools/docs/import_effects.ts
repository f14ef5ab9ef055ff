/** What a module does to the world by being imported: nothing. */

import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { projectRoot } from "../project.ts";
import { shippedModules } from "./shipped_modules.ts";

const entryPoints = ["web/main.ts", "web/worker.ts", "adapters/cli/main.ts"];
const patience = 20_000;

/** Lists every module of the package that does not start something, by path below the root. */
export async function importableModules(): Promise<readonly string[]> {
  return (await shippedModules()).filter((path) => !entryPoints.includes(path));
}

/**
 * Imports the modules in a process without any permission and says what could be seen of it: output,
 * a permission asked for, a timer, a new global, a process that does not end.
 */
export async function importEffects(modules: readonly string[]): Promise<readonly string[]> {
  const seen = await effectOf(modules);
  if (seen === undefined) return [];
  if (modules.length === 1) return [`${modules[0]}: ${seen}`];
  const middle = Math.ceil(modules.length / 2);
  const halves = [modules.slice(0, middle), modules.slice(middle)];
  const found = (await Promise.all(halves.map(importEffects))).flat();
  return found.length > 0 ? found : [`${modules.join(" and ")}: ${seen}`];
}

async function effectOf(modules: readonly string[]): Promise<string | undefined> {
  const folder = await Deno.makeTempDir();
  try {
    const entry = join(folder, "entry.ts");
    await Deno.writeTextFile(entry, entrySource(modules));
    const started = performance.now();
    const { code, output } = await runWithoutPermissions(entry);
    if (performance.now() - started >= patience) return "the process does not end by itself";
    return code === 0 && output === "" ? undefined : `exit code ${code}: ${output}`;
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

/** Imports are evaluated in order: what watches comes first, what compares comes last. */
function entrySource(modules: readonly string[]): string {
  const watched = ["watch_globals.ts", ...modules, "compare_globals.ts"];
  return watched.map((path) => `import "${urlOf(path)}";\n`).join("");
}

function urlOf(path: string): string {
  if (path.startsWith("/")) return pathToFileURL(path).href;
  return path.endsWith("_globals.ts")
    ? new URL(`./testdata/${path}`, import.meta.url).href
    : pathToFileURL(join(projectRoot, path)).href;
}

async function runWithoutPermissions(
  entry: string,
): Promise<{ readonly code: number; readonly output: string }> {
  const command = new Deno.Command(Deno.execPath(), {
    args: ["run", "-q", "--no-prompt", "--config", join(projectRoot, "deno.json"), entry],
    env: { NO_COLOR: "1" },
    stdin: "null",
    stdout: "piped",
    stderr: "piped",
  });
  const child = command.spawn();
  const late = setTimeout(() => child.kill("SIGKILL"), patience);
  const { code, stdout, stderr } = await child.output().finally(() => clearTimeout(late));
  const decoder = new TextDecoder();
  return { code, output: decoder.decode(stdout) + decoder.decode(stderr) };
}
