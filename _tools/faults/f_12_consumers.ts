/** F-12: the end of a subscription to a bus. */

import type { Fault } from "./fault.ts";

/** A stop is the end at once. */
export const fault: Fault = {
  id: "F-12",
  mistake: "A consumer that stops does not wait for what it is handling",
  edits: [{
    file: "adapters/memory/broker_subscription.ts",
    find: `    group.leave(worker);
    if (open.size === 0) over.resolve();
`,
    replace: `    group.leave(worker);
    over.resolve();
`,
  }],
  tests: ["adapters/memory/messaging_test.ts"],
};
