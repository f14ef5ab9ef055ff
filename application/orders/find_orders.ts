/** Finding the orders of a customer. */

import { parseFields } from "../../domain/kernel/parse_fields.ts";
import { parseCustomerId } from "../../domain/orders/customer_id.ts";
import type { Order } from "../../domain/orders/order.ts";
import type { Stored } from "../store/collection.ts";
import type { Page } from "../store/store.ts";
import type { OrderQuery, OrderRepository } from "./ports.ts";

/** Asks for orders. */
export interface FindOrders extends Omit<OrderQuery, "customerId"> {
  /** Only those of a customer; all of them unless told. */
  readonly customerId?: string | undefined;
}

/** What finding needs. */
export interface FindOrdersPorts {
  readonly orders: Pick<OrderRepository, "list">;
}

/**
 * Lists orders in the order of placing, all or those of a customer, page by page.
 *
 * @throws {InvalidInput} when nobody can be the customer
 */
export async function findOrders(
  { orders }: FindOrdersPorts,
  { customerId, limit, after }: FindOrders,
): Promise<Page<Stored<Order>>> {
  if (customerId === undefined) return await orders.list({ limit, after });
  const customer = parseFields("the query", { customerId: () => parseCustomerId(customerId) });
  return await orders.list({ ...customer, limit, after });
}
