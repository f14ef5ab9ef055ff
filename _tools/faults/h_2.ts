/** H-2: notices that fail, and confirmations that are repeated. */

import type { Fault } from "./fault.ts";

/** Who asks again has another attempt, and who cannot be told is not confirmed. */
export const fault: Fault = {
  id: "H-2",
  mistake: "A repeated confirmation pays anew, and a notice is sent before the order is confirmed",
  edits: [{
    file: "domain/orders/confirmation.ts",
    find: `  if (order.status === "confirming") return { order, events: [] };
`,
    replace: "",
  }, {
    file: "domain/orders/confirmation.ts",
    find: `  if (order.status !== "pending") throw new OrderNotPending(order);`,
    replace: `  if (order.status !== "pending" && order.status !== "confirming") {
    throw new OrderNotPending(order);
  }`,
  }, {
    file: "adapters/composition/subscriptions_factory.ts",
    find: "      orderFulfilment(ports),",
    replace: `      orderFulfilment({
        ...ports,
        orders: {
          ...ports.orders,
          change: (work, context) =>
            ports.orders.change(async (orders) => {
              const order = await work(orders);
              const notice = { idempotencyKey: order.id, signal: new AbortController().signal };
              if (order.status === "confirmed") await ports.notifyCustomer.confirmed(order, notice);
              return order;
            }, context),
        },
      }),`,
  }],
  tests: [
    "domain/orders/confirmation_test.ts",
    "application/orders/confirm_order_test.ts",
    "adapters/composition/mail_outage_test.ts",
  ],
};
