/** A person's word that the money of an order was taken, though the gateway does not say so. */

import { parseFields } from "../../domain/kernel/parse_fields.ts";
import { parseTextLine } from "../../domain/kernel/text_line.ts";
import { acceptPayment as accept } from "../../domain/orders/confirmation.ts";
import type { Order } from "../../domain/orders/order.ts";
import type { CommandContext } from "../command_context.ts";
import { identified } from "../identified.ts";
import type { Saved } from "../store/collection.ts";
import type { OrderRepository, ResumeFulfilment } from "./ports.ts";
import { type OrderTarget, requireOrder, staged } from "./require_order.ts";

/** Says what is known of a payment whose outcome is not known to the gateway, or to us. */
export interface JudgePayment extends OrderTarget {
  /** Who says so. */
  readonly operator: string;
}

/** What taking a person's word needs. */
export interface JudgePaymentPorts {
  readonly orders: Pick<OrderRepository, "change">;
  readonly resumeFulfilment: ResumeFulfilment;
}

/**
 * Confirms an order whose attempt hangs, on the word of somebody who has seen the money.
 *
 * @throws {InvalidInput} when nobody says so
 * @throws {OrderNotFound | StaleVersion} the first that is true
 * @throws {PaymentNotInDoubt} when no payment was begun, or it came to an end
 */
export async function acceptPayment(
  { orders, resumeFulfilment }: JudgePaymentPorts,
  command: JudgePayment,
  context: CommandContext = {},
): Promise<Saved<Order>> {
  const { id, expectedVersion = null } = command;
  const operator = operatorOf(command);
  const order = await orders.change(
    async (orders) => staged(orders, accept(await requireOrder(orders, command), operator)),
    identified(context, "AcceptPayment", [id, expectedVersion, operator]),
  );
  await resumeFulfilment(order.id, operator);
  return order;
}

/**
 * Reads who says so.
 *
 * @throws {InvalidInput}
 */
export function operatorOf(command: JudgePayment): string {
  const { operator } = parseFields("the judgement", {
    operator: () => parseTextLine("the operator", command.operator, LONGEST_OPERATOR),
  });
  return operator;
}

/** The longest name of an operator, in characters (code points). */
const LONGEST_OPERATOR = 200;
