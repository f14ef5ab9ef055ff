/** F-8: duplicates over HTTP. */

import type { Fault } from "./fault.ts";

/** Every refusal is called invalid input. */
export const fault: Fault = {
  id: "F-8",
  mistake: "A taken address is answered as if it were invalid",
  edits: [{
    file: "web/problem.ts",
    find: `  "conflict": { status: 409,`,
    replace: `  "conflict": { status: 422,`,
  }],
  tests: ["web/users_routes_test.ts"],
};
