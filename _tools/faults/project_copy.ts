/** A copy of the project to break: the tracked files, as they stand in the working tree. */

import { dirname, join } from "node:path";

/** A folder that is removed when it is no longer used. */
export interface ProjectCopy extends AsyncDisposable {
  readonly root: string;
}

/** Copies the tracked files below a root into a new folder for temporary files. */
export async function copyProject(root: string): Promise<ProjectCopy> {
  const copy = await Deno.realPath(await Deno.makeTempDir({ prefix: "portico-faults-" }));
  for (const file of await trackedFiles(root)) {
    await Deno.mkdir(join(copy, dirname(file)), { recursive: true });
    await Deno.copyFile(join(root, file), join(copy, file));
  }
  return {
    root: copy,
    [Symbol.asyncDispose]: () => Deno.remove(copy, { recursive: true }),
  };
}

/** Files that were deleted and not committed are tracked still, but there is nothing to copy. */
async function trackedFiles(root: string): Promise<readonly string[]> {
  const deleted = new Set(await gitFiles(root, "--deleted"));
  return (await gitFiles(root)).filter((file) => !deleted.has(file));
}

async function gitFiles(root: string, ...options: readonly string[]): Promise<readonly string[]> {
  const command = new Deno.Command("git", { args: ["ls-files", "-z", ...options], cwd: root });
  const { success, stdout, stderr } = await command.output();
  const decoder = new TextDecoder();
  if (!success) throw new Error(`Cannot list the tracked files: ${decoder.decode(stderr)}`);
  return decoder.decode(stdout).split("\0").filter((file) => file !== "");
}
