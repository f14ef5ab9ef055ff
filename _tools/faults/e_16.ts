/** E-16: reading your own writes. */

import type { Fault } from "./fault.ts";

/** Waiting ends one event early. */
export const fault: Fault = {
  id: "E-16",
  mistake: "Who waits for a position is let go before it is handled",
  edits: [{
    file: "application/events/wait_for.ts",
    find: "    if (clear >= position) return;",
    replace: "    if (clear >= position - 1) return;",
  }],
  tests: ["adapters/memory/machinery_test.ts"],
};
