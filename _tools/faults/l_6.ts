/** L-6: what an update can touch. */

import type { Fault } from "./fault.ts";

/** Whatever stands in the input of a change goes on to the user. */
export const fault: Fault = {
  id: "L-6",
  mistake: "A change takes fields along that are none of its own, such as the id",
  edits: [{
    file: "domain/users/user_details.ts",
    find: `  return parseFields("the change", {`,
    replace: `  return Object.assign({ ...input }, parseFields("the change", {`,
  }, {
    file: "domain/users/user_details.ts",
    find: `email: () => parseEmailAddress(input.email) }),
  });`,
    replace: `email: () => parseEmailAddress(input.email) }),
  }));`,
  }],
  tests: ["domain/users/user_details_test.ts"],
};
