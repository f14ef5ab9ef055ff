/** E-4: amounts that are none. */

import type { Fault } from "./fault.ts";

/** Whatever is a number is an amount. */
export const fault: Fault = {
  id: "E-4",
  mistake: "Fractions, NaN and Infinity are taken for money",
  edits: [{
    file: "domain/kernel/money.ts",
    find: `typeof input === "number" && Number.isSafeInteger(input)`,
    replace: `typeof input === "number"`,
  }],
  tests: ["domain/kernel/money_test.ts", "application/accounts/accounts_commands_test.ts"],
};
