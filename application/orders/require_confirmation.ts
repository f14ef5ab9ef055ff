/** What an attempt to confirm an order has come to. */

import { ConfirmationRefused, OrderNotPending } from "../../domain/orders/errors.ts";
import type { Order } from "../../domain/orders/order.ts";

/**
 * Looks at what an attempt to confirm an order has come to.
 *
 * @throws {ConfirmationRefused} when the order is pending again
 * @throws {OrderNotPending} when it was cancelled meanwhile
 */
export function requireConfirmation(order: Order): void {
  switch (order.status) {
    case "pending":
      if (order.lastPayment === undefined) return;
      throw new ConfirmationRefused(order.id, order.lastPayment);
    case "cancelling":
    case "cancelled":
      throw new OrderNotPending(order);
    case "confirming":
    case "confirmed":
    case "shipped":
    case "delivered":
  }
}
