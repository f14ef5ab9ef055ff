/** Placing an order. */

import { parseFields } from "../../domain/kernel/parse_fields.ts";
import { parseCustomerId } from "../../domain/orders/customer_id.ts";
import type { Order } from "../../domain/orders/order.ts";
import { parseOrderId } from "../../domain/orders/order_id.ts";
import { place } from "../../domain/orders/ordering.ts";
import type { CommandContext } from "../command_context.ts";
import { identified } from "../identified.ts";
import type { Clock, NewId } from "../ports.ts";
import type { Saved } from "../store/collection.ts";
import type { OrderRepository } from "./ports.ts";

/** Asks for a new order with nothing in it. */
export interface PlaceOrder {
  /** Any text that is not blank. */
  readonly customerId: string;
}

/** What placing needs. */
export interface PlaceOrderPorts {
  readonly orders: Pick<OrderRepository, "change">;
  readonly clock: Pick<Clock, "now">;
  readonly newId: NewId;
}

/**
 * Places an order under a new id.
 *
 * @throws {InvalidInput} when the customer is blank
 */
export async function placeOrder(
  { orders, clock, newId }: PlaceOrderPorts,
  command: PlaceOrder,
  context: CommandContext = {},
): Promise<Saved<Order>> {
  const { customerId } = parseFields("the order", {
    customerId: () => parseCustomerId(command.customerId),
  });
  return await orders.change((orders) => {
    const at = new Date(clock.now()).toISOString();
    const { order, events } = place(parseOrderId(newId()), customerId, at);
    orders.add(order, events);
    return Promise.resolve(order);
  }, identified(context, "PlaceOrder", [customerId]));
}
