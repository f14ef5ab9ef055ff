/** F-6: concurrent duplicates. */

import type { Fault } from "./fault.ts";

/** The event goes out before the user is stored. */
export const fault: Fault = {
  id: "F-6",
  mistake: "A registration that loses against another leaves its event",
  edits: [{
    file: "application/store/unit_of_work.ts",
    find: "  const committed = tx.staged ? await store.commit(tx.changes()) : undefined;",
    replace: `  const { appends, ...documents } = tx.changes();
  if (appends !== undefined && appends.length > 0) await store.commit({ appends });
  const committed = tx.staged ? await store.commit(documents) : undefined;`,
  }],
  tests: ["application/users/register_user_test.ts"],
};
