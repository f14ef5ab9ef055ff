/** E-17: no overdrafts. */

import type { Fault } from "./fault.ts";

/** Nobody looks whether the state in memory still is the state. */
export const fault: Fault = {
  id: "E-17",
  mistake: "What was decided on a cached state is committed whatever came first",
  edits: [{
    file: "application/events/decide_together.ts",
    find: "tx.append(stream, events.map(codec.encode), version)",
    replace: `tx.append(stream, events.map(codec.encode), "any")`,
  }],
  tests: ["adapters/memory/accounts_test.ts"],
};
