/** F-14: processes that start with different settings. */

import type { Fault } from "./fault.ts";

/** A process goes by what it knew of moves when it first asked. */
export const fault: Fault = {
  id: "F-14",
  mistake: "Two processes each take an event for the other's, so nobody handles it",
  edits: [{
    file: "application/messaging/reaction.ts",
    find: "if (position > upTo) {",
    replace: "if (upTo === 0) {",
  }],
  tests: ["application/messaging/reaction_test.ts"],
};
