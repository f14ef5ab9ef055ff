/** H-15: gateways that hang. */

import type { Fault } from "./fault.ts";

/** Nothing is passed, and another Portico is waited for a hundred times too long. */
export const fault: Fault = {
  id: "H-15",
  mistake: "A handler that hangs holds up all others, and the catalogue's time-out is no time-out",
  edits: [{
    file: "application/events/session.ts",
    find: "const passed = await this.#passSlow();",
    replace: "const passed = false;",
  }, {
    file: "adapters/http/request.ts",
    find: "sleep(server.timeout, over.signal)",
    replace: "sleep(100 * server.timeout, over.signal)",
  }],
  tests: ["application/orders/hanging_calls_test.ts", "adapters/http/catalog_troubles_test.ts"],
};
