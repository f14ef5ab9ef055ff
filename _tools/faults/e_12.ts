/** E-12: correlation and causation. */

import type { Fault } from "./fault.ts";

/** Every event begins a story of its own. */
export const fault: Fault = {
  id: "E-12",
  mistake: "What follows from an event loses the correlation of the request",
  edits: [{
    file: "application/events/attempt.ts",
    find: `  const { correlationId = id, traceparent } = metadata;
`,
    replace: `  const { traceparent } = metadata;
  const correlationId = id;
`,
  }],
  tests: ["application/events/consequences_test.ts"],
};
