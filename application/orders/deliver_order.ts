/** Delivering an order. */

import { deliver } from "../../domain/orders/delivery.ts";
import type { Order } from "../../domain/orders/order.ts";
import type { CommandContext } from "../command_context.ts";
import { identified } from "../identified.ts";
import type { Saved } from "../store/collection.ts";
import type { OrderRepository } from "./ports.ts";
import { type OrderTarget, requireOrder, staged } from "./require_order.ts";

/** Says that an order has arrived. */
export interface DeliverOrder extends OrderTarget {}

/** What delivering needs. */
export interface DeliverOrderPorts {
  readonly orders: Pick<OrderRepository, "change">;
}

/**
 * Notes that a shipped order has arrived.
 *
 * @throws {OrderNotFound | StaleVersion | OrderNotReady} the first that is true
 */
export async function deliverOrder(
  { orders }: DeliverOrderPorts,
  command: DeliverOrder,
  context: CommandContext = {},
): Promise<Saved<Order>> {
  const { id, expectedVersion = null } = command;
  return await orders.change(
    async (orders) => staged(orders, deliver(await requireOrder(orders, command))),
    identified(context, "DeliverOrder", [id, expectedVersion]),
  );
}
