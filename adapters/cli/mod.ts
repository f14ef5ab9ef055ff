/**
 * The command line as a function, for an application that is put together otherwise.
 *
 * @module
 */

export type { CommandSetting, WriteLine } from "./command_setting.ts";
export type { KeptMail, OpenOperations, Operations, ReadMailbox } from "./operations.ts";
export { runProgram } from "./program.ts";
