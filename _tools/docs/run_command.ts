/** Executes a documented command line, or finds that something else executes it. */

import { join } from "node:path";
import { projectRoot, tasks } from "../project.ts";
import { type Ended, runForAWhile, startServer } from "../server_process.ts";
import { runInShell, type Variables } from "./run_in_shell.ts";
import type { ShellCommand } from "./shell_commands.ts";

/** What command lines need around them. */
export interface CommandSite {
  /** An empty folder that is thrown away. */
  readonly folder: string;
  /** Gives the origin of a server, started at the first call. */
  readonly origin: () => Promise<string>;
  /** Set for every command. */
  readonly env: Readonly<Record<string, string>>;
  /** The tasks that the pipeline runs. */
  readonly executed: ReadonlySet<string>;
  /** Those of the document, in the shell. */
  readonly variables: Variables;
}

/** Says why a command line cannot be trusted, or nothing when it ran, or runs elsewhere. */
export async function commandProblem(
  command: ShellCommand,
  site: CommandSite,
): Promise<string | undefined> {
  const line = command.line.replace(/^npx (-y|--yes) deno /, "deno ");
  if (commandLine.test(line)) return problem(await runBesideServer(line, command, site));
  const [program, verb, subject = ""] = line.split(/\s+/);
  if (program === "curl") return await curlProblem(command, site);
  if (program === "deno" && verb === "task") return await taskProblem(subject, line, command, site);
  if (program === "deno" && verb === "run") return problem(await runDeno(line, command, site));
  if (program === "deno" && verb === "test") return await testProblem(line);
  return setUp.some((pattern) => pattern.test(line)) ? undefined : "nothing executes this command";
}

/** What the command line is asked, and what is kept of its answer. */
const commandLine = /^([a-z_]+=\$\()?deno task cli /;

/** Ways to get here: the pipeline starts from a clone, `_tools/npm/` installs the package. */
const setUp = [/^git clone \S+$/, /^cd portico$/, /^npm (i|install) @portico\/core$/];

async function taskProblem(
  name: string,
  line: string,
  command: ShellCommand,
  site: CommandSite,
): Promise<string | undefined> {
  if (tasks[name] === undefined) return `deno.json has no task "${name}"`;
  if (name === "serve") return problem(await serve(command, site));
  if (name === "worker") return problem(await runForAWhile(starting(name, command, site), 1500));
  if (name === "demo") return problem(await runDeno(line, command, site));
  return site.executed.has(name) ? undefined : `neither .ci/run nor a test runs the task "${name}"`;
}

async function serve(command: ShellCommand, site: CommandSite): Promise<Ended> {
  const server = await startServer(starting("serve", command, site));
  return await server.stop();
}

/** The command line works on the store of a server that runs. */
async function runBesideServer(
  line: string,
  command: ShellCommand,
  site: CommandSite,
): Promise<Ended> {
  await site.origin();
  return await runInShell(line, { ...site.env, ...command.env }, site.variables);
}

function starting(task: string, command: ShellCommand, site: CommandSite) {
  return {
    command: [Deno.execPath(), "task", task],
    folder: projectRoot,
    env: { ...site.env, ...command.env },
  } as const;
}

async function curlProblem(
  command: ShellCommand,
  site: CommandSite,
): Promise<string | undefined> {
  const standIn = join(site.folder, "curl");
  const script = `#!/bin/sh\nexec "${Deno.execPath()}" run -A --no-config "${
    here("curl.ts")
  }" "$@"\n`;
  await Deno.writeTextFile(standIn, script, { mode: 0o755 });
  return problem(
    await run(["sh", "-c", command.line], {
      ...site.env,
      ...command.env,
      PATH: `${site.folder}:${Deno.env.get("PATH")}`,
      ORIGIN: await site.origin(),
      STATUS: String(command.status ?? ""),
    }),
  );
}

async function runDeno(line: string, command: ShellCommand, site: CommandSite): Promise<Ended> {
  const [, ...args] = line.split(/\s+/);
  return await run([Deno.execPath(), ...args], { ...site.env, ...command.env });
}

/** Test files are run by the `test` tasks: they only have to be there. */
async function testProblem(line: string): Promise<string | undefined> {
  for (const file of line.split(/\s+/).filter((word) => word.endsWith(".ts"))) {
    const found = await Deno.stat(join(projectRoot, file)).catch(() => undefined);
    if (!found?.isFile || !/_test\.tsx?$/.test(file)) return `${file} is no test file`;
  }
  return undefined;
}

async function run(
  [program, ...args]: readonly [string, ...string[]],
  env: Readonly<Record<string, string>>,
): Promise<Ended> {
  const command = new Deno.Command(program, { args, env, cwd: projectRoot, stdin: "null" });
  const { code, stdout, stderr } = await command.output();
  const decoder = new TextDecoder();
  return { code, output: decoder.decode(stdout) + decoder.decode(stderr) };
}

function problem({ code, output }: Ended): string | undefined {
  return code === 0 ? undefined : `exit code ${code}: ${output}`;
}

function here(name: string): string {
  return join(projectRoot, "_tools/docs", name);
}
