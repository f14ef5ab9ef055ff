/** L-9: missing fields. */

import type { Fault } from "./fault.ts";

/** An issue does not say which field it is about. */
export const fault: Fault = {
  id: "L-9",
  mistake: "A missing field is refused without being named",
  edits: [{
    file: "domain/users/parse_fields.ts",
    find: `  return path === "" ? name : `,
    replace: `  return path === "" ? path : `,
  }],
  tests: ["domain/users/user_details_test.ts"],
};
