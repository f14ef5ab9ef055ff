/** H-6: quantities. */

import type { Fault } from "./fault.ts";

/** Whatever is a number is a quantity. */
export const fault: Fault = {
  id: "H-6",
  mistake: "Zero, negative and fractional quantities are taken",
  edits: [{
    file: "domain/orders/quantity.ts",
    find:
      `typeof input === "number" && Number.isInteger(input) && input >= 1 && input <= MOST_UNITS`,
    replace: `typeof input === "number"`,
  }],
  tests: [
    "domain/orders/order_input_test.ts",
    "application/orders/order_items_test.ts",
    "web/orders_input_test.ts",
  ],
};
