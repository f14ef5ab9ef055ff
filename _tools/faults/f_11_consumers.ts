/** F-11: consuming twice. */

import type { Fault } from "./fault.ts";

/** A list with two consumers of one name is taken as it is. */
export const fault: Fault = {
  id: "F-11",
  mistake: "Two consumers of one name share a group, and each sees half of the messages",
  edits: [{
    file: "application/messaging/consumer.ts",
    find: "names.indexOf(name) < index",
    replace: "names.indexOf(name) > index",
  }],
  tests: ["application/messaging/consumer_test.ts"],
};
