/** L-18: logging. */

import type { Fault } from "./fault.ts";

/** The rule against prints looks away from use cases. */
export const fault: Fault = {
  id: "L-18",
  mistake: "Use cases may print",
  edits: [{
    file: "_tools/lint/no_console_rule.ts",
    find: String.raw`/^(examples|_tools)\//,`,
    replace: String.raw`/^(examples|_tools|application)\//,`,
  }],
  tests: ["_tools/lint/no_console_rule_test.ts"],
};
