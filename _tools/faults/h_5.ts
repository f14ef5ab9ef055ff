/** H-5: cancelling twice. */

import type { Fault } from "./fault.ts";

/** An order that is cancelled can be cancelled. */
export const fault: Fault = {
  id: "H-5",
  mistake: "Every cancellation of an order happens, and is told to the customer",
  edits: [{
    file: "domain/orders/cancellation.ts",
    find: `    case "cancelled":
      return { order, events: [] };`,
    replace: `      return { order, events: [] };
    case "cancelled":
      return cancelOrder(order);`,
  }],
  tests: ["domain/orders/cancellation_test.ts", "application/orders/cancel_order_test.ts"],
};
