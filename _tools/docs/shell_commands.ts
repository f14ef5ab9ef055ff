/** The commands of a shell block, one by one. */

import type { CodeBlock } from "./code_blocks.ts";

/** A command line, what is set for it, and what its comment says is to be expected. */
export interface ShellCommand {
  /** `README.md:12`. */
  readonly place: string;
  /** Assignments that stand before the command: `PORT=9000 deno task serve`. */
  readonly env: Readonly<Record<string, string>>;
  readonly line: string;
  /** An HTTP status that the comment at the end of the line starts with: `# 409: taken`. */
  readonly status: number | undefined;
}

/** Reads a block's commands, with continued lines joined and comments and prompts taken off. */
export function shellCommands(block: CodeBlock): readonly ShellCommand[] {
  const commands: ShellCommand[] = [];
  let pending = "";
  block.lines.forEach((line, at) => {
    pending += line.trim();
    if (pending.endsWith("\\")) {
      pending = `${pending.slice(0, -1).trimEnd()} `;
      return;
    }
    const command = readCommand(`${block.file}:${block.line + 1 + at}`, pending);
    if (command.line !== "") commands.push(command);
    pending = "";
  });
  return commands;
}

function readCommand(place: string, text: string): ShellCommand {
  const [, command = "", comment = ""] = /^(?:\$ )?(.*?)(?:(?:^|\s+)#\s*(.*))?$/.exec(text) ?? [];
  const [assignments = ""] = /^(?:[A-Z_]+=\S*\s+)*/.exec(command) ?? [];
  return {
    place,
    env: readAssignments(assignments),
    line: command.slice(assignments.length).trim(),
    status: /^[1-5]\d\d\b/.test(comment) ? Number(comment.slice(0, 3)) : undefined,
  };
}

function readAssignments(text: string): Readonly<Record<string, string>> {
  const pairs = text.trim().split(/\s+/).filter((part) => part !== "");
  return Object.fromEntries(pairs.map((pair) => {
    const at = pair.indexOf("=");
    return [pair.slice(0, at), pair.slice(at + 1).replace(/^(["'])(.*)\1$/, "$2")];
  }));
}
