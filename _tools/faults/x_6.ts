/** X-6: the layers' arrows. */

import type { Fault } from "./fault.ts";

/** A layer may import anything. */
export const fault: Fault = {
  id: "X-6",
  mistake: "The domain may import the application",
  edits: [{
    file: "_tools/lint/layers.ts",
    find: `files: (path) => layerOf(path) === "domain",`,
    replace: `files: inner,`,
  }],
  tests: ["_tools/lint/layers_rule_test.ts"],
};
