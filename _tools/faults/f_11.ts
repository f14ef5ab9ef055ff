/** F-11: subscribing twice. */

import type { Fault } from "./fault.ts";

/** A list with two subscriptions of one name is taken as it is. */
export const fault: Fault = {
  id: "F-11",
  mistake: "Two subscriptions of one name share a checkpoint, and each sees half of the events",
  edits: [{
    file: "application/events/runnable.ts",
    find: "    runners.findIndex((other) => other.name === name) < index",
    replace: "    runners.findIndex((other) => other.name === name) > index",
  }],
  tests: ["application/events/running_subscriptions_test.ts"],
};
