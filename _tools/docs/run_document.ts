/** Executes the command lines of one document, in order. */

import { join } from "node:path";
import { projectRoot } from "../project.ts";
import { startServer } from "../server_process.ts";
import { blockKind } from "./block_kind.ts";
import type { CodeBlock } from "./code_blocks.ts";
import { executedTasks } from "./executed_tasks.ts";
import { commandProblem, type CommandSite } from "./run_command.ts";
import { shellCommands } from "./shell_commands.ts";

/**
 * Runs the shell blocks of one document and lists what went wrong. Requests go to `origin`, or to a
 * server of the document's own, on an empty store.
 */
export async function commandProblems(
  blocks: readonly CodeBlock[],
  origin?: string,
): Promise<readonly string[]> {
  await using site = await makeSite(origin);
  const problems: string[] = [];
  for (const each of blocks.filter(isShell)) {
    for (const command of shellCommands(each)) {
      const problem = await commandProblem(command, site).catch(String);
      if (problem !== undefined) problems.push(`${command.place}: ${problem}`);
    }
  }
  return problems;
}

function isShell(block: CodeBlock): boolean {
  return blockKind(block) === "shell";
}

async function makeSite(origin?: string): Promise<CommandSite & AsyncDisposable> {
  const folder = await Deno.makeTempDir();
  const env = { STORE_URL: `sqlite:${join(folder, "docs.db")}`, ADMIN_TOKEN: "documented" };
  const command = [Deno.execPath(), "task", "serve"] as const;
  let server: ReturnType<typeof startServer> | undefined;
  return {
    folder,
    env,
    executed: await executedTasks(),
    variables: new Map(),
    origin: async () =>
      origin ?? (await (server ??= startServer({ command, folder: projectRoot, env }))).origin,
    [Symbol.asyncDispose]: async () => {
      await (await server?.catch(() => undefined))?.stop();
      await Deno.remove(folder, { recursive: true });
    },
  };
}
