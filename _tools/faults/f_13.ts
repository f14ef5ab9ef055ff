/** F-13: entities. */

import type { Fault } from "./fault.ts";

/** A user collects what has happened to it. */
export const fault: Fault = {
  id: "F-13",
  mistake: "An entity carries a buffer of its changes, so that equal users are not equal",
  edits: [{
    file: "domain/users/user.ts",
    find: "    user: { ...user, ...differing },",
    replace: `    user: {
      ...user,
      ...differing,
      changes: [...((user as { changes?: object[] }).changes ?? []), differing],
    } as User,`,
  }],
  tests: ["domain/users/user_test.ts"],
};
