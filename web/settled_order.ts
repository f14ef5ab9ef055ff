/** Orders whose stock and money are being seen to. */

import type { Saved } from "../application/store/collection.ts";
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
