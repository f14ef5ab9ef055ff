/** What commands share: what they call, who gives them, and what they write. */

import type { Command } from "commander";
import type { OpenOperations } from "./operations.ts";

/** Writes one line. */
export type WriteLine = (line: string) => void;

/** What commands are made with. */
export interface CommandSetting {
  readonly open: OpenOperations;
  readonly write: WriteLine;
}

/** Something a command has to say. */
export interface Said {
  /** For programs. */
  readonly json: unknown;
  /** For people. */
  readonly lines: readonly string[];
}

/** Writes as the command's `--json` says. */
export function say(command: Command, write: WriteLine, { json, lines }: Said): void {
  if (command.optsWithGlobals().json === true) write(JSON.stringify(json));
  else for (const line of lines) write(line);
}

/** Who gives the command; the log remembers it. */
export function actorOf(command: Command): string {
  return String(command.optsWithGlobals().as);
}

/** Lays cells out in columns, each as wide as its widest cell. */
export function columns(
  heads: readonly string[],
  rows: readonly (readonly (string | number)[])[],
): readonly string[] {
  const cells = [heads, ...rows].map((row) => row.map(onOneLine));
  const widths = heads.map((_, at) => Math.max(...cells.map((row) => row[at]?.length ?? 0)));
  return cells.map((row) =>
    row.map((cell, at) => cell.padEnd(widths[at] ?? 0)).join("  ").trimEnd()
  );
}

/** What comes from outside must not move the cursor, nor look like another row. */
function onOneLine(cell: string | number): string {
  // deno-lint-ignore no-control-regex -- these are what must not come through
  return String(cell).replace(/[\u0000-\u001f\u007f-\u009f\u2028\u2029]/g, " ");
}
