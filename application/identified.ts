/** Command ids that are good for one command only. */

import type { Json } from "../domain/kernel/json.ts";
import type { CommandContext } from "./command_context.ts";

/** Fills in the fingerprint of a command, so that its id cannot be taken for another command's. */
export function identified(
  context: CommandContext,
  command: string,
  content: Json,
): CommandContext {
  const { fingerprint = JSON.stringify([command, content]) } = context;
  return { ...context, fingerprint };
}
