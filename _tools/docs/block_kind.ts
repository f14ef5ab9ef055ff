/** What is done with a code block, by the language its fence names. */

import type { CodeBlock } from "./code_blocks.ts";

/**
 * Run as a module by `deno test --doc`, run as a test file, run line by line, parsed, or text that
 * nobody could run. A block that registers tests is `ts ignore`: `--doc` would put its tests into a
 * test, which Deno refuses.
 */
export type BlockKind = "module" | "tests" | "shell" | "json" | "text";

const kinds: Readonly<Record<string, BlockKind>> = {
  ts: "module",
  tsx: "module",
  "ts ignore": "tests",
  sh: "shell",
  json: "json",
  text: "text",
};

/** Gives the kind of a block, or nothing when nobody would execute it. */
export function blockKind({ info }: CodeBlock): BlockKind | undefined {
  return kinds[info];
}

/** Says what is wrong with a block before any of it runs. */
export function blockProblem(block: CodeBlock): string | undefined {
  const kind = blockKind(block);
  if (kind === undefined) {
    return `\`\`\`${block.info} is not executed: use ${Object.keys(kinds).join(", ")}`;
  }
  return kind === "json" ? jsonProblem(block.lines.join("\n")) : undefined;
}

function jsonProblem(text: string): string | undefined {
  try {
    JSON.parse(text);
    return undefined;
  } catch (error) {
    return String(error);
  }
}
