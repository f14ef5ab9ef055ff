/** What the test files of a checkout register, without running it. */

import { join } from "node:path";
import { projectRoot } from "../project.ts";
import { type KitCase, readCase } from "./cases.ts";
import type { TestFile } from "./test_files.ts";

/** Variables that let tests reach out to services beyond this machine. */
export const noServices: Readonly<Record<string, string>> = { STRIPE_SECRET_KEY: "" };

/** Gives the cases of all files. */
export async function registeredCases(files: readonly TestFile[]): Promise<readonly KitCase[]> {
  const paths = files.map(({ path }) => join(projectRoot, path));
  const { success, stdout, stderr } = await new Deno.Command(Deno.execPath(), {
    args: ["run", "-A", "-q", "--no-check", "_tools/conformance/record.ts", ...paths],
    cwd: projectRoot,
    env: noServices,
  }).output();
  if (!success) throw new Error(`Cannot register the kits:\n${new TextDecoder().decode(stderr)}`);
  const byFile: Record<string, readonly string[]> = JSON.parse(new TextDecoder().decode(stdout));
  return files.flatMap(({ path, folder }) =>
    (byFile[join(projectRoot, path)] ?? []).flatMap((name) => readCase(name, folder) ?? [])
  );
}
