/** E-13: time, ids and chance. */

import type { Fault } from "./fault.ts";

/** The rule of determinism forgets the clock most at hand. */
export const fault: Fault = {
  id: "E-13",
  mistake: "The domain may ask the machine for the time",
  edits: [{
    file: "_tools/lint/determinism_rule.ts",
    find: `"Date.now",`,
    replace: "",
  }],
  tests: ["_tools/lint/determinism_rule_test.ts"],
};
