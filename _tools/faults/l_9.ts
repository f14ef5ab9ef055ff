/** L-9: missing fields. */

import type { Fault } from "./fault.ts";

/** What is wrong is said, and where is not. */
export const fault: Fault = {
  id: "L-9",
  mistake: "A missing field is refused without being named",
  edits: [{
    file: "web/read_json.ts",
    find: `    return [{ path: path.join("."), message: issue.message }];`,
    replace: `    return [{ path: "", message: issue.message }];`,
  }],
  tests: ["web/users_routes_test.ts"],
};
