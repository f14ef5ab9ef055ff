/** F-1: what a broker refuses. */

import type { Fault } from "./fault.ts";

/** What the broker refuses is passed over. */
export const fault: Fault = {
  id: "F-1",
  mistake: "What the broker did not take of a batch counts as told",
  edits: [{
    file: "application/messaging/publish_told.ts",
    find: "if (isPartial(error)) return error.notTaken;",
    replace: "if (isPartial(error)) return [];",
  }],
  tests: ["adapters/memory/messaging_test.ts"],
};
