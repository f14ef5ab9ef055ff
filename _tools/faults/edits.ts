/** Puts a fault into a copy of the project, and takes it out again. */

import { join } from "node:path";
import type { Edit } from "./fault.ts";

/** The code has changed, so that the fault must be written anew. */
export class FaultNoLongerApplies extends Error {
  override readonly name = "FaultNoLongerApplies";

  constructor({ file, find }: Edit, times: number) {
    const first = JSON.stringify(find.trim().split("\n")[0]);
    super(`the fault no longer applies: ${file} has ${first} ${times} times, not once`);
  }
}

/** Gives the texts of the files to edit, as they are and as the edits make them. */
export async function editedFiles(
  root: string,
  edits: readonly Edit[],
): Promise<readonly { readonly path: string; readonly sound: string; readonly faulty: string }[]> {
  const files = [...new Set(edits.map(({ file }) => file))];
  return await Promise.all(files.map(async (file) => {
    const path = join(root, file);
    const sound = await Deno.readTextFile(path);
    const faulty = edits.filter((edit) => edit.file === file).reduce(replaceOnce, sound);
    return { path, sound, faulty };
  }));
}

/**
 * Runs something while the edits are in the files below a root.
 *
 * @throws {FaultNoLongerApplies} before any file is changed
 */
export async function withEdits<Result>(
  root: string,
  edits: readonly Edit[],
  run: () => Promise<Result>,
): Promise<Result> {
  const files = await editedFiles(root, edits);
  try {
    await Promise.all(files.map(({ path, faulty }) => Deno.writeTextFile(path, faulty)));
    return await run();
  } finally {
    await Promise.all(files.map(({ path, sound }) => Deno.writeTextFile(path, sound)));
  }
}

function replaceOnce(text: string, edit: Edit): string {
  const parts = text.split(edit.find);
  if (parts.length !== 2) throw new FaultNoLongerApplies(edit, parts.length - 1);
  return parts.join(edit.replace);
}
