/** Notices to customers, which follow when an order is confirmed or cancelled. */

import type { OrderEvent } from "../../domain/orders/order_events.ts";
import { type Subscription, subscription } from "../events/subscription.ts";
import { orderCodec } from "./order_codec.ts";
import type { NotifyCustomer, OrderRepository } from "./ports.ts";

/** What notices need. */
export interface OrderNoticesPorts {
  readonly orders: Pick<OrderRepository, "get">;
  readonly notifyCustomer: NotifyCustomer;
}

/**
 * Tells customers that their order is confirmed, or cancelled, after that was committed. A notice
 * that cannot be sent delays neither the answer nor the payment.
 *
 * @example
 * ```ts
 * import { addressInCustomerId, mailCustomer, orderNotices, orderRepository } from "@portico/core";
 * import { consoleSendEmail } from "@portico/core/console";
 * import { memoryStore } from "@portico/core/memory";
 * import { randomIds, systemClock, systemRandom } from "@portico/core/system";
 *
 * const clock = systemClock();
 * await using store = memoryStore({ clock, newId: randomIds() });
 * const notices = orderNotices({
 *   orders: orderRepository({ store, clock, random: systemRandom() }),
 *   notifyCustomer: mailCustomer({
 *     sendEmail: consoleSendEmail(),
 *     findCustomerAddress: addressInCustomerId,
 *   }),
 * });
 * notices.name; // "order-notices"
 * ```
 */
export function orderNotices({ orders, notifyCustomer }: OrderNoticesPorts): Subscription {
  return subscription<OrderEvent>({
    name: "order-notices",
    types: ["OrderConfirmed", "OrderCancelled"],
    codec: orderCodec,
    concurrency: 8,
    handle: async ({ type, data }, { idempotencyKey, signal }) => {
      const order = await orders.get(data.orderId);
      if (order === undefined) return;
      const context = { idempotencyKey, signal };
      if (type === "OrderConfirmed") await notifyCustomer.confirmed(order, context);
      else if (order.status === "cancelled") await notifyCustomer.cancelled(order, context);
    },
  });
}
