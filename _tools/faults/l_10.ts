/** L-10: the end of a unit of work. */

import type { Fault } from "./fault.ts";

/** A transaction never learns that its work is over. */
export const fault: Fault = {
  id: "L-10",
  mistake: "A transaction can be used after its unit of work, and what it then stages is lost",
  edits: [{
    file: "application/store/open_transaction.ts",
    find: "    if (this.#ended) throw new UnitOfWorkEnded();\n",
    replace: "",
  }],
  tests: ["application/store/unit_of_work_ended_test.ts"],
};
