/** F-3: consumers beside each other. */

import type { Fault } from "./fault.ts";

/** A receipt of a message is for all consumers. */
export const fault: Fault = {
  id: "F-3",
  mistake: "Consumers share the receipts of messages, so that only the first has an effect",
  edits: [{
    file: "application/messaging/receive_message.ts",
    find: "return `consume/${consumer}/${await",
    replace: "return `consume/${await",
  }],
  tests: ["adapters/memory/messaging_test.ts"],
};
