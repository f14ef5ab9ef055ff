/** E-3: conflicts. */

import type { Fault } from "./fault.ts";

/** The first conflict is the last word. */
export const fault: Fault = {
  id: "E-3",
  mistake: "A conflict is not retried",
  edits: [{
    file: "application/store/unit_of_work.ts",
    find: "!isConflict(error) || foreign.has(error)",
    replace: "!isConflict(error) || true || foreign.has(error)",
  }],
  tests: ["application/accounts/accounts_commands_test.ts"],
};
