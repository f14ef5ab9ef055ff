/** What commands share: what they call, who gives them, and where their words go. */

import type { Command } from "commander";
import type { OpenOperations } from "./operations.ts";

/** Writes one line. */
export type WriteLine = (line: string) => void;

/** What commands are made with. */
export interface CommandSetting {
  readonly open: OpenOperations;
  readonly write: WriteLine;
  readonly writeError: WriteLine;
}

/** Something a command has to say. */
export interface Said {
  /** For scripts that need nothing else, where there is one. */
  readonly id?: string;
  /** For programs. */
  readonly json: unknown;
  /** For people. */
  readonly lines: readonly string[];
}

/** Writes as the command's `--json` and `--id` say. */
export function say(command: Command, write: WriteLine, { id, json, lines }: Said): void {
  const options = command.optsWithGlobals();
  if (options.id === true && id !== undefined) write(id);
  else if (options.json === true) write(JSON.stringify(json));
  else for (const line of lines) write(line);
}

/** Lets a command write nothing but the id of what it has made. */
export function withId(command: Command): Command {
  return command.option("--id", "write the new id and nothing else");
}

/** Who gives the command; the log remembers it. */
export function actorOf(command: Command): string {
  return String(command.optsWithGlobals().as);
}
