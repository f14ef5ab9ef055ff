/** The command line as a whole: `portico GROUP COMMAND`. */

import { Command, CommanderError } from "commander";
import { isDomainError } from "../../domain/kernel/errors.ts";
import { accountsCommands } from "./accounts_commands.ts";
import { busCommands } from "./bus_commands.ts";
import type { CommandSetting, WriteLine } from "./command_setting.ts";
import { deadLettersCommands } from "./dead_letters_commands.ts";
import { eventsCommands } from "./events_commands.ts";
import { mailboxCommands } from "./mailbox_commands.ts";
import { ordersCommands } from "./orders_commands.ts";
import { productsCommands } from "./products_commands.ts";
import { projectionsCommands } from "./projections_commands.ts";
import { subscriptionsCommands } from "./subscriptions_commands.ts";
import { usersCommands } from "./users_commands.ts";

/** In the order in which they are shown. */
const groups: readonly ((setting: CommandSetting) => Command)[] = [
  usersCommands,
  productsCommands,
  ordersCommands,
  accountsCommands,
  eventsCommands,
  mailboxCommands,
  subscriptionsCommands,
  projectionsCommands,
  busCommands,
  deadLettersCommands,
];

/** What was asked for cannot be understood, or can never be right; a bad configuration too. */
const MISUSED = 2;
const FAILED = 1;

/**
 * Runs a command, and gives the exit code: 0 when it was done, 1 when it was refused or failed, 2 when
 * the command, what it was given or the configuration is wrong in itself. Errors go to standard error,
 * with nothing on standard output.
 *
 * @example
 * ```ts
 * import { runProgram } from "@portico/core/cli";
 * import { compose, readConfig } from "@portico/core/composition";
 *
 * const config = readConfig({ STORE_URL: "memory:" });
 * const code = await runProgram(["users", "list", "--json"], {
 *   open: async () => ({ ...await compose(config), worker: config.worker }),
 *   write: (line) => console.log(line), // {"items":[],"next":null}
 *   writeError: (line) => console.error(line),
 * });
 * ```
 */
export async function runProgram(
  args: readonly string[],
  setting: CommandSetting,
): Promise<number> {
  const program = new Command("portico")
    .description(
      "Uses and operates a Portico application. STORE_URL and the other variables say which, as for " +
        "the server.",
    )
    .option("--json", "write JSON, for programs")
    .option("--as <name>", "who asks; the log remembers it", "operator");
  for (const commands of groups) program.addCommand(commands(setting));
  const { write, writeError } = setting;
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
  return error.kind === "invalid" ? MISUSED : FAILED;
}
