/** Sending orders to their customers. */

import { OrderNotReady } from "./errors.ts";
import type { DeliveredOrder, Order, OrderDecision, ShippedOrder } from "./order.ts";

/**
 * Sends a confirmed order off.
 *
 * @throws {OrderNotReady}
 */
export function ship(order: Order): OrderDecision<ShippedOrder> {
  if (order.status !== "confirmed") throw new OrderNotReady(order, "ship");
  return {
    order: { ...order, status: "shipped" },
    events: [{ type: "OrderShipped", data: { orderId: order.id } }],
  };
}

/**
 * Notes that a shipped order has arrived.
 *
 * @throws {OrderNotReady}
 */
export function deliver(order: Order): OrderDecision<DeliveredOrder> {
  if (order.status !== "shipped") throw new OrderNotReady(order, "deliver");
  return {
    order: { ...order, status: "delivered" },
    events: [{ type: "OrderDelivered", data: { orderId: order.id } }],
  };
}
