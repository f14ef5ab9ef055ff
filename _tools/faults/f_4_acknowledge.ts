/** F-4: acknowledged too early. */

import type { Fault } from "./fault.ts";

/** A message is taken before it is handled. */
export const fault: Fault = {
  id: "F-4",
  mistake: "A message is acknowledged before what it led to is committed",
  edits: [{
    file: "application/messaging/receive_message.ts",
    find: `    await handleOrSetAside(ports, consumer, message, signal);
`,
    replace: `    void handleOrSetAside(ports, consumer, message, signal).catch(() => {});
`,
  }],
  tests: ["adapters/memory/messaging_test.ts"],
};
