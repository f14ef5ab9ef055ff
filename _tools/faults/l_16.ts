/** L-16: use cases and adapters. */

import type { Fault } from "./fault.ts";

/** The layers' rule lets use cases import adapters. */
export const fault: Fault = {
  id: "L-16",
  mistake: "A use case may import an adapter",
  edits: [{
    file: "_tools/lint/layers.ts",
    find: `packages: (name) => name === "zod",
    files: inner,`,
    replace: `packages: (name) => name === "zod",
    files: (path) => inner(path) || isIn(path, "adapters"),`,
  }],
  tests: ["_tools/lint/layers_rule_test.ts"],
};
