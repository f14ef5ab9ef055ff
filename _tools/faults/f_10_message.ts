/** F-10: what a message carries. */

import type { Fault } from "./fault.ts";

/** What belongs to the event stays here. */
export const fault: Fault = {
  id: "F-10",
  mistake: "An event is told without its correlation and cause",
  edits: [{
    file: "application/messaging/event_message.ts",
    find: `      ...extensionsOf(metadata),
`,
    replace: "",
  }],
  tests: ["application/messaging/event_message_test.ts", "adapters/memory/messaging_test.ts"],
};
