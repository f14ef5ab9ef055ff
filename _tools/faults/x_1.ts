/** demos. */

import type { Fault } from "./fault.ts";

/** The product says something else than its demo did. */
export const fault: Fault = {
  id: "X-1",
  mistake: "What a demo prints is changed, and what is stored as its output is not",
  edits: [{
    file: "application/users/send_welcome_mail.ts",
    find: "    subject: `Welcome, ${name}`,",
    replace: "    subject: `Hello, ${name}`,",
  }],
  tests: ["examples/examples_test.ts"],
};
