/** One order in every state it can be in. */

import { parseMoney } from "../../kernel/money.ts";
import { startCancellation } from "../cancellation.ts";
import { beginPayment, confirmOrder, startConfirmation } from "../confirmation.ts";
import { parseCustomerId } from "../customer_id.ts";
import { deliver, ship } from "../delivery.ts";
import type { CancellingOrder, Order } from "../order.ts";
import { parseOrderId } from "../order_id.ts";
import { place } from "../ordering.ts";
import { parsePaymentMethod } from "../payment_method.ts";

export const orderId = parseOrderId("7");
export const method = parsePaymentMethod("pm_card_visa");
export const empty = place(orderId, parseCustomerId("c"), "2026-01-01T00:00:00.000Z").order;
export const total = parseMoney({ amount: 20_00, currency: "USD" });
export const items = [{
  productId: "p",
  name: "P",
  unitPrice: parseMoney({ amount: 10_00, currency: "USD" }),
  quantity: 2,
}];
export const pending = { ...empty, items };
export const confirming = startConfirmation(pending, method).order;
/** Confirming, with a payment that was begun. */
export const paying = beginPayment(confirming, "pay_1").order;
export const confirmed = confirmOrder(paying, "pay_1").order;
export const shipped = ship(confirmed).order;
export const delivered = deliver(shipped).order;
export const cancelling: CancellingOrder = {
  ...pending,
  attempt: 1,
  status: "cancelling",
  paymentId: "pay_1",
};
export const cancelled: Order = startCancellation(pending).order;
export const everyStatus: readonly Order[] = [
  pending,
  confirming,
  confirmed,
  shipped,
  delivered,
  cancelling,
  cancelled,
];
