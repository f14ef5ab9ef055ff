/** The fenced code blocks of a Markdown text. */

/** A fenced block. `info` is what stands behind the fence, such as `ts` or `ts ignore`. */
export interface CodeBlock {
  readonly file: string;
  /** The line of the opening fence, counted from 1. */
  readonly line: number;
  readonly info: string;
  readonly lines: readonly string[];
}

/** Finds the fenced blocks of a Markdown text, in order. */
export function codeBlocks(file: string, markdown: string): readonly CodeBlock[] {
  const blocks: CodeBlock[] = [];
  const lines = markdown.split(/\r?\n/);
  for (let at = 0; at < lines.length; at++) {
    const [, indent = "", fence, info = ""] = fenceOf(lines[at] ?? "");
    if (fence === undefined) continue;
    const end = closing(lines, at + 1, fence);
    const body = lines.slice(at + 1, end).map((line) => dedent(line, indent.length));
    blocks.push({ file, line: at + 1, info: info.trim(), lines: body });
    at = end;
  }
  return blocks;
}

/** Finds the fenced blocks in the doc comments of a source file, in order. */
export function docCommentBlocks(file: string, source: string): readonly CodeBlock[] {
  const lines = source.split(/\r?\n/).map((line) => /^\s*\* ?(.*)$/.exec(line)?.[1] ?? "");
  return codeBlocks(file, lines.join("\n"));
}

function fenceOf(line: string): readonly (string | undefined)[] {
  return /^( *)(`{3,}|~{3,})([^`]*)$/.exec(line) ?? [];
}

function closing(lines: readonly string[], from: number, fence: string): number {
  const end = lines.findIndex((line, at) => at >= from && line.trim() === fence);
  return end === -1 ? lines.length : end;
}

function dedent(line: string, width: number): string {
  return line.slice(0, width).trim() === "" ? line.slice(width) : line;
}
