/** E-8: what was read. */

import type { Fault } from "./fault.ts";

/** What is answered is what is kept. */
export const fault: Fault = {
  id: "E-8",
  mistake: "Changing an answer changes the state that the next command is decided on",
  edits: [{
    file: "application/events/state_cache.ts",
    find: "deepFreeze(entry.state)",
    replace: "entry.state",
  }],
  tests: ["application/accounts/accounts_commands_test.ts"],
};
