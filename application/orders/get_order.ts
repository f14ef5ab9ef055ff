/** Looking up one order. */

import type { Order } from "../../domain/orders/order.ts";
import type { Stored } from "../store/collection.ts";
import type { OrderRepository } from "./ports.ts";
import { requireOrder } from "./require_order.ts";

/** Asks for one order. */
export interface GetOrder {
  readonly id: string;
}

/** What looking up needs. */
export interface GetOrderPorts {
  readonly orders: Pick<OrderRepository, "get">;
}

/**
 * Gives an order.
 *
 * @throws {OrderNotFound}
 */
export async function getOrder(
  { orders }: GetOrderPorts,
  { id }: GetOrder,
): Promise<Stored<Order>> {
  return await requireOrder(orders, { id });
}
