/** E-5: exact sums. */

import type { Fault } from "./fault.ts";

/** Sums are made of dollars, not of cents. */
export const fault: Fault = {
  id: "E-5",
  mistake: "Money is added in floating point",
  edits: [{
    file: "domain/kernel/money.ts",
    find: "left.amount + right.amount",
    replace: "(left.amount / 100 + right.amount / 100) * 100",
  }],
  tests: ["domain/kernel/money_test.ts"],
};
