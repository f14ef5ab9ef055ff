/** The modules that the package consists of. */

import { isTestFile } from "../lint/file_kind.ts";
import { filesBelow } from "./files_below.ts";

const shipped = /^(mod\.ts|(domain|application|adapters|web)\/.*\.tsx?)$/;

/** Lists the modules of the package, by path below the root, without those of its tests. */
export async function shippedModules(): Promise<readonly string[]> {
  return (await filesBelow("")).filter((path) => shipped.test(path) && !isTestFile(path));
}
