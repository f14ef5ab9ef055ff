/** Cancelling an order. */

import { startCancellation } from "../../domain/orders/cancellation.ts";
import type { Order } from "../../domain/orders/order.ts";
import type { CommandContext } from "../command_context.ts";
import { identified } from "../identified.ts";
import type { Saved } from "../store/collection.ts";
import type { OrderRepository, ResumeFulfilment } from "./ports.ts";
import { type OrderTarget, requireOrder, staged } from "./require_order.ts";

/** Asks that an order is no more. */
export interface CancelOrder extends OrderTarget {}

/** What cancelling needs. */
export interface CancelOrderPorts {
  readonly orders: Pick<OrderRepository, "change">;
  readonly resumeFulfilment: ResumeFulfilment;
}

/**
 * Cancels an order. One that may hold stock or money is `cancelling` until the fulfilment has given
 * both back. A second time changes nothing and is no error.
 *
 * @throws {OrderNotFound | StaleVersion | OrderNotCancellable} the first that is true
 */
export async function cancelOrder(
  { orders, resumeFulfilment }: CancelOrderPorts,
  command: CancelOrder,
  context: CommandContext = {},
): Promise<Saved<Order>> {
  const { id, expectedVersion = null } = command;
  const order = await orders.change(
    async (orders) => staged(orders, startCancellation(await requireOrder(orders, command))),
    identified(context, "CancelOrder", [id, expectedVersion]),
  );
  // An attempt that was parked would keep the cancellation waiting behind it.
  if (order.status === "cancelling") {
    await resumeFulfilment(order.id, context.metadata?.actor ?? "cancellation");
  }
  return order;
}
