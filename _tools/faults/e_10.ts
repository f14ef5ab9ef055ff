/** E-10: unknown accounts. */

import type { Fault } from "./fault.ts";

/** Nothing is known of an account, so nothing happened to it. */
export const fault: Fault = {
  id: "E-10",
  mistake: "The history of an unknown account is empty instead of not found",
  edits: [{
    file: "application/accounts/get_account_history.ts",
    find: `  if (why instanceof AccountNotFound) throw why;
`,
    replace: "",
  }],
  tests: ["application/accounts/accounts_commands_test.ts"],
};
