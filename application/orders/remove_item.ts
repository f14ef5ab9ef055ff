/** Removing a product from an order. */

import type { Order } from "../../domain/orders/order.ts";
import { removeItem as remove } from "../../domain/orders/ordering.ts";
import type { CommandContext } from "../command_context.ts";
import { identified } from "../identified.ts";
import type { Saved } from "../store/collection.ts";
import type { OrderRepository } from "./ports.ts";
import { type OrderTarget, requireOrder, staged } from "./require_order.ts";

/** Asks that an order has nothing of a product any more. */
export interface RemoveItem extends OrderTarget {
  readonly productId: string;
}

/** What removing needs. */
export interface RemoveItemPorts {
  readonly orders: Pick<OrderRepository, "change">;
}

/**
 * Removes the line of a product.
 *
 * @throws {OrderNotFound | StaleVersion | OrderNotModifiable | ItemNotFound} the first that is true
 */
export async function removeItem(
  { orders }: RemoveItemPorts,
  command: RemoveItem,
  context: CommandContext = {},
): Promise<Saved<Order>> {
  const { id, productId, expectedVersion = null } = command;
  return await orders.change(
    async (orders) => staged(orders, remove(await requireOrder(orders, command), productId)),
    identified(context, "RemoveItem", [id, expectedVersion, productId]),
  );
}
