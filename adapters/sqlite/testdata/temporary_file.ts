/** Database files that go away with their test. */

import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** A path for a database, in a folder of its own. */
export interface TemporaryFile extends AsyncDisposable {
  readonly folder: string;
  readonly path: string;
}

/** Makes the folder, not the database. */
export async function temporaryFile(): Promise<TemporaryFile> {
  const folder = await mkdtemp(join(tmpdir(), "portico-"));
  return {
    folder,
    path: join(folder, "store.db"),
    [Symbol.asyncDispose]: () => rm(folder, { recursive: true }),
  };
}
