/** L-3: concurrent registrations. */

import type { Fault } from "./fault.ts";

/** Only a look beforehand keeps addresses apart. */
export const fault: Fault = {
  id: "L-3",
  mistake: "No unique key stands behind the check of an address, so concurrent ones all pass it",
  edits: [{
    file: "application/users/user_document.ts",
    find: `  unique: ({ email }) => ({ email }),
`,
    replace: "",
  }],
  tests: ["application/users/register_user_test.ts", "application/users/change_user_test.ts"],
};
