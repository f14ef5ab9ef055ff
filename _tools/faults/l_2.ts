/** L-2: the welcome mail. */

import type { Fault } from "./fault.ts";

/** An outage is the end of every mail that falls into it. */
export const fault: Fault = {
  id: "L-2",
  mistake: "A mail that cannot be sent at once is given up",
  edits: [{
    file: "application/users/send_welcome_mail.ts",
    find: `    concurrency: 8,
`,
    replace: `    concurrency: 8,
    retry: { attempts: 1 },
`,
  }],
  tests: ["application/users/send_welcome_mail_test.ts"],
};
