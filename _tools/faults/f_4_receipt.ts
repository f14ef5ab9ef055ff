/** F-4: messages that come again. */

import type { Fault } from "./fault.ts";

/** A message leaves no receipt. */
export const fault: Fault = {
  id: "F-4",
  mistake:
    "What a message leads to is committed without its id, so that it happens again when it comes again",
  edits: [{
    file: "application/messaging/receive_message.ts",
    find: `    }, { metadata, idempotency: once });
`,
    replace: `    }, { metadata });
`,
  }],
  tests: ["adapters/memory/messaging_test.ts"],
};
