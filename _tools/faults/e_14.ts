/** E-14: many subscribers. */

import type { Fault } from "./fault.ts";

/** Subscriptions are run one after the other. */
export const fault: Fault = {
  id: "E-14",
  mistake: "A subscription waits for the end of the one before it in the list",
  edits: [{
    file: "application/events/run_subscriptions.ts",
    find: `  await Promise.all(
    all.map((runner) => keepRunning(ports, runner, { signal, ttl, stopWithin })),
  );
`,
    replace:
      `  for (const runner of all) await keepRunning(ports, runner, { signal, ttl, stopWithin });
`,
  }],
  tests: ["adapters/memory/machinery_test.ts"],
};
