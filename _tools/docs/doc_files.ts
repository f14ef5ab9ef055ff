/** The documents a user reads, and their code blocks. */

import { join } from "node:path";
import { projectRoot } from "../project.ts";
import { type CodeBlock, codeBlocks, docCommentBlocks } from "./code_blocks.ts";
import { filesBelow } from "./files_below.ts";
import { shippedModules } from "./shipped_modules.ts";

/** Lists the Markdown files whose code is executed, by path below the root. */
export async function docFiles(): Promise<readonly string[]> {
  const files = await filesBelow("");
  return files.filter((path) => /^(README\.md|CONTRIBUTING\.md|docs\/.*\.md)$/.test(path));
}

/** Reads the code blocks of one document. */
export async function blocksOf(file: string): Promise<readonly CodeBlock[]> {
  return codeBlocks(file, await Deno.readTextFile(join(projectRoot, file)));
}

/** Reads the code blocks in the doc comments of everything that is shipped. */
export async function blocksOfSources(): Promise<readonly CodeBlock[]> {
  const files = await shippedModules();
  const read = files.map(async (file) =>
    docCommentBlocks(file, await Deno.readTextFile(join(projectRoot, file)))
  );
  return (await Promise.all(read)).flat();
}
