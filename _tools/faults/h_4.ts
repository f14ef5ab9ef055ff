/** H-4: refunds. */

import type { Fault } from "./fault.ts";

/** First the order is cancelled, then its money is asked back, by whoever is still there. */
export const fault: Fault = {
  id: "H-4",
  mistake: "An order is cancelled before its money has gone back, so that a refund can get lost",
  edits: [{
    file: "application/orders/fulfil_order.ts",
    find: "  const closed = await closePayment(",
    replace: `  await step(ports, order, (order) => cancelOrder(order), context);
  const closed = await closePayment(`,
  }],
  tests: [
    "application/orders/cancel_order_test.ts",
    "application/orders/fulfilment_crash_test.ts",
  ],
};
