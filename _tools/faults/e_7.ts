/** E-7: folding. */

import type { Fault } from "./fault.ts";

/** Events are folded as they come. */
export const fault: Fault = {
  id: "E-7",
  mistake: "A state is folded from a stream with gaps",
  edits: [{
    file: "application/events/fold.ts",
    find: "event.stream !== stream || event.version !== version + 1",
    replace: "event.stream !== stream && event.version !== version + 1",
  }],
  tests: ["application/events/fold_test.ts"],
};
