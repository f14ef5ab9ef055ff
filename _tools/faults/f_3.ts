/** F-3: handlers that throw synchronously. */

import type { Fault } from "./fault.ts";

/** Only the errors of the house are taken for a handler's failure. */
export const fault: Fault = {
  id: "F-3",
  mistake: "A handler that throws something unforeseen ends the run for all others",
  edits: [{
    file: "application/events/attempt.ts",
    find: "return isDomainError(error) && RUN_ENDING.has(error.code);",
    replace: "return !isDomainError(error) || RUN_ENDING.has(error.code);",
  }],
  tests: ["application/events/failing_handlers_test.ts"],
};
