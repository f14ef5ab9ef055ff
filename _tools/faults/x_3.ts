/** imports. */

import type { Fault } from "./fault.ts";

/** A module reads the environment when it is imported. */
export const fault: Fault = {
  id: "X-3",
  mistake: "Importing the log reads the environment",
  edits: [{
    file: "adapters/system/log.ts",
    find: "/** Makes a log that keeps nothing. */",
    replace: `export const level = Deno.env.get("LOG_LEVEL");

/** Makes a log that keeps nothing. */`,
  }],
  tests: ["_tools/docs/import_effects_test.ts"],
};
