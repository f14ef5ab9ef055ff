/** The test files that register kits. */

import { dirname, join } from "node:path";
import { projectRoot } from "../project.ts";
import { kitNames } from "./cases.ts";

/** A test file of adapters, and the kits it calls. */
export interface TestFile {
  readonly path: string;
  readonly folder: string;
  readonly kits: readonly string[];
}

/** Finds the files, in order; those of the kits themselves, which try broken adapters, are not meant. */
export async function testFiles(): Promise<readonly TestFile[]> {
  const found: TestFile[] = [];
  for (const folder of ["adapters", "application"]) await look(folder, found);
  return found.toSorted((a, b) => a.path < b.path ? -1 : 1);
}

async function look(folder: string, found: TestFile[]): Promise<void> {
  if (folder === "adapters/conformance") return;
  for await (const { name, isDirectory } of Deno.readDir(join(projectRoot, folder))) {
    const path = `${folder}/${name}`;
    if (isDirectory) await look(path, found);
    else if (name.endsWith("_test.ts")) {
      const source = await Deno.readTextFile(join(projectRoot, path));
      const kits = Object.keys(kitNames).filter((kit) => source.includes(`${kit}(`));
      if (kits.length > 0) found.push({ path, folder: dirname(path).replace(/.*\//, ""), kits });
    }
  }
}
