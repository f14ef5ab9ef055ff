/** L-12: deactivation. */

import type { Fault } from "./fault.ts";

/** The answer is deactivated, the user is not. */
export const fault: Fault = {
  id: "L-12",
  mistake: "A deactivation is answered and never stored",
  edits: [{
    file: "application/users/deactivate_user.ts",
    find: `    if (event !== undefined) users.save(user, event);
`,
    replace: "",
  }],
  tests: ["application/users/users_restart_test.ts"],
};
