/** E-9: history. */

import type { Fault } from "./fault.ts";

/** Closings are left out. */
export const fault: Fault = {
  id: "E-9",
  mistake: "The history of an account does not tell its end",
  edits: [{
    file: "application/accounts/account_entries.ts",
    find: "types: accountCodec.types",
    replace: `types: accountCodec.types.filter((type) => type !== "AccountClosed")`,
  }],
  tests: ["application/accounts/accounts_queries_test.ts"],
};
