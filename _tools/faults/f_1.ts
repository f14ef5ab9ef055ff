/** F-1: failing handlers. */

import type { Fault } from "./fault.ts";

/** What a handler throws is swallowed. */
export const fault: Fault = {
  id: "F-1",
  mistake: "A handler's failure is swallowed, and its event counts as handled",
  edits: [{
    file: "application/events/attempt.ts",
    find: "    return { done: false, error, permanent: isPermanent(error) };",
    replace: "    return { done: true };",
  }],
  tests: ["application/events/failing_handlers_test.ts"],
};
