/** F-7: ids of new users. */

import type { Fault } from "./fault.ts";

/** Clients name the users they register. */
export const fault: Fault = {
  id: "F-7",
  mistake: "An id in the input becomes the user's",
  edits: [{
    file: "application/users/register_user.ts",
    find: "parseUserId(newId())",
    replace: "parseUserId((command as { id?: string }).id ?? newId())",
  }],
  tests: ["application/users/register_user_test.ts"],
};
