/** F-14: moving to a bus. */

import type { Fault } from "./fault.ts";

/** A consumer takes all that is told, whichever way it goes. */
export const fault: Fault = {
  id: "F-14",
  mistake: "What went over the log is handled again when it comes over the bus",
  edits: [{
    file: "application/messaging/reaction.ts",
    find: `return event !== undefined && await goes(event) === "bus";`,
    replace: "return event !== undefined;",
  }],
  tests: ["adapters/memory/messaging_test.ts"],
};
