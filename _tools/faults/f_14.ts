/** F-14: the worker. */

import type { Fault } from "./fault.ts";

/** The worker runs, and runs nothing. */
export const fault: Fault = {
  id: "F-14",
  mistake: "A worker starts without the subscriptions that it is for",
  edits: [{
    file: "web/worker.ts",
    find: "startSubscriptions(application);",
    replace: "startSubscriptions({ ...application, subscriptions: [] });",
  }],
  tests: ["web/main_test.ts"],
};
