/** One step of an order's fulfilment: a commit of its own, on the version that was looked at. */

import type { Order, OrderDecision } from "../../domain/orders/order.ts";
import type { Stored } from "../store/collection.ts";
import type { FulfilmentContext, FulfilmentPorts } from "./fulfilment_ports.ts";
import { staged } from "./require_order.ts";

/**
 * Decides on an order as it was seen, and answers true; when it has changed since, nothing happens.
 */
export async function step<Seen extends Order>(
  { orders }: Pick<FulfilmentPorts, "orders">,
  seen: Stored<Seen>,
  decide: (order: Seen) => OrderDecision,
  { metadata }: FulfilmentContext,
): Promise<boolean> {
  let isNow = false;
  await orders.change(async (orders) => {
    const now = await orders.get(seen.id);
    isNow = now?.version === seen.version;
    return isNow ? staged(orders, decide(seen)) : now ?? seen;
  }, { metadata });
  return isNow;
}
