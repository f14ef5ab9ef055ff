/** F-5: what is not committed. */

import type { Fault } from "./fault.ts";

/** Events are stored before all of their commit is judged. */
export const fault: Fault = {
  id: "F-5",
  mistake: "Events of a commit are stored one after another, and stay when a later one is refused",
  edits: [{
    file: "adapters/memory/store.ts",
    find: `    const versions = judge(encoded, tables);
`,
    replace: `    for (const append of encoded.appends.slice(0, -1)) {
      const alone = { ...encoded, appends: [append], puts: [], checks: [] };
      tables.apply(alone, judge(alone, tables), toIsoTime(ports.clock.now()), ports.newId);
    }
    const versions = judge(encoded, tables);
`,
  }],
  tests: ["adapters/memory/messaging_test.ts"],
};
