/** H-1: confirmations that are refused. */

import type { Fault } from "./fault.ts";

/** First the money, then the question whether the order can be confirmed at all. */
export const fault: Fault = {
  id: "H-1",
  mistake: "Confirming takes the money before it looks at the order",
  edits: [{
    file: "application/orders/confirm_order.ts",
    find: "{ orders }: ConfirmOrderPorts,",
    replace: "{ orders, payments }: OrdersPorts,",
  }, {
    file: "application/orders/confirm_order.ts",
    find: "  return await orders.change(",
    replace: `  const { signal } = new AbortController();
  const { attempt, items } = await requireOrder(orders, command);
  const asked = { order: id, attempt: attempt + 1, amount: totalOf({ items }) };
  const payment = await payments.begin(asked, signal);
  await payments.complete({ id: payment.id, method: paymentMethod }, signal);
  return await orders.change(`,
  }, {
    file: "application/orders/confirm_order.ts",
    find: `import type { Order } from "../../domain/orders/order.ts";
`,
    replace: `import type { Order } from "../../domain/orders/order.ts";
import { totalOf } from "../../domain/orders/order_item.ts";
`,
  }],
  tests: ["application/orders/confirm_order_test.ts", "web/orders_confirmation_test.ts"],
};
