/** H-3: a crash between a payment and its outcome. */

import type { Fault } from "./fault.ts";

/** What became of the payment before is not asked. */
export const fault: Fault = {
  id: "H-3",
  mistake: "Where a crash leaves a payment in doubt, another one is begun",
  edits: [{
    file: "application/orders/settle_payment.ts",
    find: `  const { paymentId: id, method } = order;
  const { payments } = ports;
  const { signal } = context;
`,
    replace: `  const { method } = order;
  const { payments } = ports;
  const { signal } = context;
  const again = { order: order.id, attempt: order.attempt + 100, amount: totalOf(order) };
  const { id } = inDoubt ? await payments.begin(again, signal) : { id: order.paymentId };
`,
  }, {
    file: "application/orders/settle_payment.ts",
    find: `import type { ConfirmingOrder } from "../../domain/orders/order.ts";
`,
    replace: `import type { ConfirmingOrder } from "../../domain/orders/order.ts";
import { totalOf } from "../../domain/orders/order_item.ts";
`,
  }],
  tests: [
    "application/orders/fulfilment_crash_test.ts",
    "application/orders/orders_property_test.ts",
  ],
};
