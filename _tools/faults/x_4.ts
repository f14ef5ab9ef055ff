/** configuration. */

import type { Fault } from "./fault.ts";

/** Problems are told one by one. */
export const fault: Fault = {
  id: "X-4",
  mistake: "Only the first problem of a configuration is reported",
  edits: [{
    file: "adapters/composition/config.ts",
    find: "throw new InvalidConfiguration(issues);",
    replace: "throw new InvalidConfiguration(issues.slice(0, 1));",
  }],
  tests: ["adapters/composition/config_test.ts", "web/main_test.ts"],
};
