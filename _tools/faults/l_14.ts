/** L-14: returned objects. */

import type { Fault } from "./fault.ts";

/** A cache hands out what it keeps. */
export const fault: Fault = {
  id: "L-14",
  mistake: "Whoever changes a user that was returned changes it for everybody",
  edits: [{
    file: "application/users/user_repository.ts",
    find: `  const documents = userDocuments.of(ports.store);
`,
    replace: `  const documents = userDocuments.of(ports.store);
  const cache = new Map();
`,
  }, {
    file: "application/users/user_repository.ts",
    find: `work(changesIn(tx)), context),
    get: (id) => documents.get(id),
`,
    replace: `work(changesIn(tx)), context),
    get: async (id) => {
      if (!cache.has(id)) cache.set(id, await documents.get(id));
      return cache.get(id);
    },
`,
  }],
  tests: ["application/users/user_repository_test.ts"],
};
