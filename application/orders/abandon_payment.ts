/** A person's word that the money of an order was not taken, though the gateway does not say so. */

import { abandonPayment as abandon } from "../../domain/orders/cancellation.ts";
import type { Order } from "../../domain/orders/order.ts";
import type { CommandContext } from "../command_context.ts";
import { identified } from "../identified.ts";
import type { Saved } from "../store/collection.ts";
import { type JudgePayment, type JudgePaymentPorts, operatorOf } from "./accept_payment.ts";
import { requireOrder, staged } from "./require_order.ts";

/**
 * Gives up the payment of an order whose attempt hangs, on the word of somebody who has looked: the
 * order is pending again, or cancelled if that was asked for. Should the money arrive after all, it
 * goes back.
 *
 * @throws {InvalidInput} when nobody says so
 * @throws {OrderNotFound | StaleVersion | PaymentNotInDoubt} the first that is true
 */
export async function abandonPayment(
  { orders, resumeFulfilment }: JudgePaymentPorts,
  command: JudgePayment,
  context: CommandContext = {},
): Promise<Saved<Order>> {
  const { id, expectedVersion = null } = command;
  const operator = operatorOf(command);
  const order = await orders.change(
    async (orders) => staged(orders, abandon(await requireOrder(orders, command), operator)),
    identified(context, "AbandonPayment", [id, expectedVersion, operator]),
  );
  await resumeFulfilment(order.id, operator);
  return order;
}
