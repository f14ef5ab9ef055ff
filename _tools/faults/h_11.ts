/** H-11: what a line comes to. */

import type { Fault } from "./fault.ts";

/** Lines are counted in dollars. */
export const fault: Fault = {
  id: "H-11",
  mistake: "3 x 79.99 is computed with fractions",
  edits: [{
    file: "domain/orders/order_item.ts",
    find: "return multiplyMoney(unitPrice, quantity);",
    replace: "return { ...unitPrice, amount: unitPrice.amount / 100 * quantity * 100 };",
  }],
  tests: ["domain/orders/ordering_test.ts", "application/orders/order_items_test.ts"],
};
