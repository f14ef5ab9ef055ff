/** The first steps of every change of an order, and the last. */

import { StaleVersion } from "../../domain/kernel/stale_version.ts";
import { OrderNotFound } from "../../domain/orders/errors.ts";
import type { Order, OrderDecision } from "../../domain/orders/order.ts";
import { isOrderId } from "../../domain/orders/order_id.ts";
import type { Stored } from "../store/collection.ts";
import type { OrderChanges } from "./ports.ts";

/** Which order is meant. */
export interface OrderTarget {
  readonly id: string;
  /** The version the caller has seen; absent, any will do. */
  readonly expectedVersion?: number | undefined;
}

/**
 * Reads an order that must exist, at the version that was expected.
 *
 * @throws {OrderNotFound | StaleVersion}
 */
export async function requireOrder(
  orders: Pick<OrderChanges, "get">,
  { id, expectedVersion }: OrderTarget,
): Promise<Stored<Order>> {
  const order = isOrderId(id) ? await orders.get(id) : undefined;
  if (order === undefined) throw new OrderNotFound(id);
  if (expectedVersion !== undefined && order.version !== expectedVersion) {
    throw new StaleVersion(`order ${JSON.stringify(id)}`, expectedVersion, order.version);
  }
  return order;
}

/** Stages what was decided, unless nothing happened, and answers the order. */
export function staged(
  orders: Pick<OrderChanges, "save">,
  { order, events }: OrderDecision,
): Order {
  if (events.length > 0) orders.save(order, events);
  return order;
}
