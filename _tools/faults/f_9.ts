/** F-9: types of events. */

import type { Fault } from "./fault.ts";

/** Events of one stream share a type. */
export const fault: Fault = {
  id: "F-9",
  mistake: "Every event of a user is stored as UserChanged",
  edits: [{
    file: "application/users/user_repository.ts",
    find: "[userCodec.encode(event)]",
    replace: `[{ ...userCodec.encode(event), type: "UserChanged" }]`,
  }],
  tests: ["application/users/user_repository_test.ts"],
};
