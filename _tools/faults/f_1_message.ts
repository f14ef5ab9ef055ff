/** F-1: messages that fail. */

import type { Fault } from "./fault.ts";

/** A message that failed is done with. */
export const fault: Fault = {
  id: "F-1",
  mistake: "A message that failed counts as handled, as if nothing had been wrong",
  edits: [{
    file: "application/messaging/receive_message.ts",
    find: `    await setAside(ports, { name, lane, metadata, once }, messageAside(message, error));
`,
    replace: "",
  }],
  tests: ["adapters/memory/messaging_test.ts"],
};
