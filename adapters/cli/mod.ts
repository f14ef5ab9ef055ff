/**
 * The command line as a function, for an application that is put together otherwise.
 *
 * @module
 */

export type { CommandSetting, WriteLine } from "./command_setting.ts";
export type { OpenOperations, Operations } from "./operations.ts";
export { runProgram } from "./program.ts";
