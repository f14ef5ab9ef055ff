/** Asking that an order is confirmed. */

import { parseFields } from "../../domain/kernel/parse_fields.ts";
import { startConfirmation } from "../../domain/orders/confirmation.ts";
import type { Order } from "../../domain/orders/order.ts";
import { parsePaymentMethod } from "../../domain/orders/payment_method.ts";
import type { CommandContext } from "../command_context.ts";
import { identified } from "../identified.ts";
import type { Saved } from "../store/collection.ts";
import type { OrderRepository } from "./ports.ts";
import { type OrderTarget, requireOrder, staged } from "./require_order.ts";

/** Asks that an order is paid and its stock put aside. */
export interface ConfirmOrder extends OrderTarget {
  /** In the words of the payment gateway. */
  readonly paymentMethod: string;
}

/** What asking for a confirmation needs. */
export interface ConfirmOrderPorts {
  readonly orders: Pick<OrderRepository, "change">;
}

/**
 * Begins an attempt to confirm an order, and nothing else: stock and payment are seen to by the
 * fulfilment, which `awaitSettled` waits for. While an attempt is running it is joined, whatever the
 * payment method.
 *
 * @throws {InvalidInput} when the payment method is blank
 * @throws {OrderNotFound | StaleVersion | OrderEmpty | OrderNotPending} the first that is true
 */
export async function confirmOrder(
  { orders }: ConfirmOrderPorts,
  command: ConfirmOrder,
  context: CommandContext = {},
): Promise<Saved<Order>> {
  const { id, expectedVersion = null } = command;
  const { paymentMethod } = parseFields("the confirmation", {
    paymentMethod: () => parsePaymentMethod(command.paymentMethod),
  });
  return await orders.change(
    async (orders) =>
      staged(orders, startConfirmation(await requireOrder(orders, command), paymentMethod)),
    identified(context, "ConfirmOrder", [id, expectedVersion, paymentMethod]),
  );
}
