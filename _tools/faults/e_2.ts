/** E-2: creating twice. */

import type { Fault } from "./fault.ts";

/** Nobody looks whether there is such an account already. */
export const fault: Fault = {
  id: "E-2",
  mistake: "An account that exists is created once more",
  edits: [{
    file: "domain/accounts/account_decider.ts",
    find: `  if (state.status !== "none") throw new AccountAlreadyExists(accountId);
`,
    replace: "",
  }],
  tests: [
    "domain/accounts/account_decider_test.ts",
    "application/accounts/accounts_commands_test.ts",
  ],
};
