/** F-4: the relay. */

import type { Fault } from "./fault.ts";

/** The checkpoint is ahead of the broker. */
export const fault: Fault = {
  id: "F-4",
  mistake:
    "The relay moves its checkpoint before it publishes, so that a crash loses what lies between",
  edits: [{
    file: "application/messaging/relay_session.ts",
    find: `    const publishing = publishTold(`,
    replace: `    for (const { event } of open) this.#progress.finished(event.position, []);
    await this.#records.save();
    const publishing = publishTold(`,
  }],
  tests: ["adapters/memory/messaging_test.ts"],
};
