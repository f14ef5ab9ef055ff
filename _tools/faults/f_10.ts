/** F-10: what a message carries. */

import type { Fault } from "./fault.ts";

/** What came with the request ends at the transaction. */
export const fault: Fault = {
  id: "F-10",
  mistake: "An event is stored without the correlation of its request",
  edits: [{
    file: "application/store/open_transaction.ts",
    find: "metadata: { ...this.#metadata, ...event.metadata }",
    replace: "metadata: { ...event.metadata }",
  }],
  tests: ["application/users/after_registration_test.ts"],
};
