/** F-4: events stored before a crash. */

import type { Fault } from "./fault.ts";

/** A subscription begins with what comes after its start. */
export const fault: Fault = {
  id: "F-4",
  mistake: "What was committed and not yet published when the process died is never published",
  edits: [{
    file: "application/users/send_welcome_mail.ts",
    find: `    concurrency: 8,
`,
    replace: `    concurrency: 8,
    from: "now",
`,
  }],
  tests: ["application/users/after_registration_test.ts"],
};
