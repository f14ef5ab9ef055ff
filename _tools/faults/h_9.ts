/** H-9: orders that are not pending. */

import type { Fault } from "./fault.ts";

/** Nobody looks at the status of an order that is to be changed. */
export const fault: Fault = {
  id: "H-9",
  mistake: "The items of an order can be changed after its confirmation",
  edits: [{
    file: "domain/orders/ordering.ts",
    find: `  if (order.status !== "pending") throw new OrderNotModifiable(order);
`,
    replace: "",
  }],
  tests: ["domain/orders/ordering_test.ts", "application/orders/order_items_test.ts"],
};
