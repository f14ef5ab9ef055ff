/** The files of the project below a folder. */

import { join, relative } from "node:path";
import { projectRoot } from "../project.ts";

const skipped = new Set([".git", "node_modules", "dist", "data"]);

/** Lists files by their path below the root, sorted; none where there is no such folder. */
export async function filesBelow(folder: string): Promise<readonly string[]> {
  return (await walk(join(projectRoot, folder))).map((path) => relative(projectRoot, path))
    .toSorted();
}

async function walk(folder: string): Promise<readonly string[]> {
  const found: string[] = [];
  for (const { name, isDirectory } of await entriesOf(folder)) {
    if (skipped.has(name)) continue;
    const path = join(folder, name);
    found.push(...(isDirectory ? await walk(path) : [path]));
  }
  return found;
}

async function entriesOf(folder: string): Promise<readonly Deno.DirEntry[]> {
  try {
    return await Array.fromAsync(Deno.readDir(folder));
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return [];
    throw error;
  }
}
