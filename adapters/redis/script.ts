/** Scripts that the server runs, each as a whole. */

import { createHash } from "node:crypto";

/** A script in Lua, and the name under which the server keeps it. */
export interface Script {
  readonly text: string;
  readonly digest: string;
}

/** Makes a script; what it does may be done twice. */
export function script(text: string): Script {
  return { text, digest: createHash("sha1").update(text).digest("hex") };
}
