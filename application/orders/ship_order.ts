/** Sending an order off. */

import { ship } from "../../domain/orders/delivery.ts";
import type { Order } from "../../domain/orders/order.ts";
import type { CommandContext } from "../command_context.ts";
import { identified } from "../identified.ts";
import type { Saved } from "../store/collection.ts";
import type { OrderRepository } from "./ports.ts";
import { type OrderTarget, requireOrder, staged } from "./require_order.ts";

/** Says that an order has left. */
export interface ShipOrder extends OrderTarget {}

/** What shipping needs. */
export interface ShipOrderPorts {
  readonly orders: Pick<OrderRepository, "change">;
}

/**
 * Notes that a confirmed order has left for its customer.
 *
 * @throws {OrderNotFound | StaleVersion | OrderNotReady} the first that is true
 */
export async function shipOrder(
  { orders }: ShipOrderPorts,
  command: ShipOrder,
  context: CommandContext = {},
): Promise<Saved<Order>> {
  const { id, expectedVersion = null } = command;
  return await orders.change(
    async (orders) => staged(orders, ship(await requireOrder(orders, command))),
    identified(context, "ShipOrder", [id, expectedVersion]),
  );
}
