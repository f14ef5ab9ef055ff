/** H-8: the lines of an order. */

import type { Fault } from "./fault.ts";

/** Every addition is a line, and every removal succeeds. */
export const fault: Fault = {
  id: "H-8",
  mistake: "A product that is added again gets another line, and one that is not there is removed",
  edits: [{
    file: "domain/orders/ordering.ts",
    find: `  if (at >= 0) return items.with(at, item);
`,
    replace: "",
  }, {
    file: "domain/orders/ordering.ts",
    find: `  if (items.length === order.items.length) throw new ItemNotFound(order.id, productId);
`,
    replace: "",
  }],
  tests: ["domain/orders/ordering_test.ts", "application/orders/order_items_test.ts"],
};
