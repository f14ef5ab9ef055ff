/** L-8: lifetimes. */

import type { Fault } from "./fault.ts";

/** A run that conflicted leaves its transaction to the next one. */
export const fault: Fault = {
  id: "L-8",
  mistake: "One transaction, with all it has read and staged, serves every unit of work of a store",
  edits: [{
    file: "application/store/unit_of_work.ts",
    find: `  const tx = new OpenTransaction(store, metadata);
`,
    replace: `  const tx = transactions.get(store) ?? new OpenTransaction(store, metadata);
  transactions.set(store, tx);
`,
  }, {
    file: "application/store/unit_of_work.ts",
    find: "async function runOnce<Result>(",
    replace: `const transactions = new WeakMap<Store, OpenTransaction>();

async function runOnce<Result>(`,
  }],
  tests: ["application/store/unit_of_work_ended_test.ts"],
};
