/** F-5: user and event. */

import type { Fault } from "./fault.ts";

/** A user and its event are stored one after the other. */
export const fault: Fault = {
  id: "F-5",
  mistake: "An event is stored after its user, in a commit of its own",
  edits: [{
    file: "application/store/unit_of_work.ts",
    find: "  const committed = tx.staged ? await store.commit(tx.changes()) : undefined;",
    replace: `  const { appends, ...documents } = tx.changes();
  const committed = tx.staged ? await store.commit(documents) : undefined;
  if (appends !== undefined && appends.length > 0) await store.commit({ appends });`,
  }],
  tests: ["application/users/register_user_test.ts"],
};
