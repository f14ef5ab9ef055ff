/** L-5: ids. */

import type { Fault } from "./fault.ts";

/** A new user is stored over whoever has the id. */
export const fault: Fault = {
  id: "L-5",
  mistake: "An id that was given before is given to another user",
  edits: [{
    file: "application/users/user_repository.ts",
    find: `stage(user, event, "none"),`,
    replace: `stage(user, event, "any"),`,
  }],
  tests: ["application/users/register_user_test.ts"],
};
