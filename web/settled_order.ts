/** Orders whose stock and money are being seen to, and what is said of them meanwhile. */

import type { Saved } from "../application/store/collection.ts";
import { ConfirmationRefused, OrderNotPending } from "../domain/orders/errors.ts";
import type { Order } from "../domain/orders/order.ts";
import type { Services } from "./services.ts";

/** Waits until an attempt to confirm or cancel an order is over, 2 seconds at most. */
export async function settledOrder(
  { orders, store }: Pick<Services, "orders" | "store">,
  id: string,
): Promise<Saved<Order>> {
  const order = await orders.awaitSettled({ id });
  return { ...order, position: await store.head() };
}

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
