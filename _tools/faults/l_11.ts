/** L-11: units of work. */

import type { Fault } from "./fault.ts";

/** A user is read beside the unit of work that changes it. */
export const fault: Fault = {
  id: "L-11",
  mistake: "A change reads outside of its unit of work, so that its commit supposes nothing",
  edits: [{
    file: "application/users/user_repository.ts",
    find: "work(changesIn(tx))",
    replace: "work({ ...changesIn(tx), get: documents.get })",
  }],
  tests: ["application/users/user_repository_test.ts"],
};
