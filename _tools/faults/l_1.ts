/** L-1: the failure of a commit. */

import type { Fault } from "./fault.ts";

/** Documents and events are stored one after the other. */
export const fault: Fault = {
  id: "L-1",
  mistake: "A user is stored before its event, and stays when the event cannot be stored",
  edits: [{
    file: "application/store/unit_of_work.ts",
    find: "  const committed = tx.staged ? await store.commit(tx.changes()) : undefined;",
    replace: `  const { appends = [], ...documents } = tx.changes();
  if (tx.staged) await store.commit(documents);
  const committed = tx.staged ? await store.commit({ appends }) : undefined;`,
  }],
  tests: ["application/users/after_registration_test.ts"],
};
