/** F-12: stopping. */

import type { Fault } from "./fault.ts";

/** A session that ends does not look back. */
export const fault: Fault = {
  id: "F-12",
  mistake: "Stopping leaves what is being handled behind",
  edits: [{
    file: "application/events/session.ts",
    find: "    await this.#jobs.settled();\n",
    replace: "",
  }],
  tests: ["application/events/running_subscriptions_test.ts", "web/main_web_test.ts"],
};
