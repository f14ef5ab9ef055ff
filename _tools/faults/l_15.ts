/** L-15: closing. */

import type { Fault } from "./fault.ts";

/** What was opened first is closed first. */
export const fault: Fault = {
  id: "L-15",
  mistake: "The store is closed under those who still stand on it",
  edits: [{
    file: "adapters/composition/resources.ts",
    find: "for (let last = open.pop(); last !== undefined; last = open.pop()) {",
    replace: "for (let last = open.shift(); last !== undefined; last = open.shift()) {",
  }],
  tests: ["adapters/composition/wire_test.ts"],
};
