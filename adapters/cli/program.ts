/** The command line as a whole: `portico GROUP COMMAND`. */

import { Command, CommanderError } from "commander";
import { isDomainError } from "../../domain/kernel/errors.ts";
import type { CommandSetting, WriteLine } from "./command_setting.ts";
import { deadLettersCommands } from "./dead_letters_commands.ts";
import { projectionsCommands } from "./projections_commands.ts";

/** Where commands come from, and where their words go. */
export interface ProgramOptions extends CommandSetting {
  readonly writeError: WriteLine;
}

/** What was asked cannot be understood; the same code that a bad configuration has. */
const MISUSED = 2;
const FAILED = 1;

/**
 * Runs a command, and gives the exit code: 0 when it was done, 1 when it failed, 2 when it was not
 * understood or the configuration is bad. Errors go to standard error, with nothing on standard output.
 */
export async function runProgram(
  args: readonly string[],
  { open, write, writeError }: ProgramOptions,
): Promise<number> {
  const program = new Command("portico")
    .description("Operates a Portico application. STORE_URL says which, as for the server.")
    .option("--json", "write JSON, for programs")
    .option("--as <name>", "who asks; the log remembers it", "operator");
  const groups = [projectionsCommands({ open, write }), deadLettersCommands({ open, write })];
  for (const group of groups) program.addCommand(group);
  const output = {
    writeOut: (text: string) => write(text.trimEnd()),
    writeErr: (text: string) => writeError(text.trimEnd()),
  };
  for (const command of withDescendants(program)) command.exitOverride().configureOutput(output);
  try {
    await program.parseAsync(args, { from: "user" });
    return 0;
  } catch (error) {
    return codeOf(error, writeError);
  }
}

function withDescendants(command: Command): readonly Command[] {
  return [command, ...command.commands.flatMap(withDescendants)];
}

function codeOf(error: unknown, writeError: WriteLine): number {
  // It has said why already; asking for help is no misuse.
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : MISUSED;
  if (!isDomainError(error)) throw error;
  writeError(error.message);
  return error.code === "configuration/invalid" ? MISUSED : FAILED;
}
