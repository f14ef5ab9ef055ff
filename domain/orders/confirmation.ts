/** Attempts to confirm an order: each ends confirmed, or pending again with the reason. */

import { OrderEmpty, OrderNotPending, paymentFailure, PaymentNotInDoubt } from "./errors.ts";
import type {
  ConfirmedOrder,
  ConfirmingOrder,
  FailedAttempt,
  Order,
  OrderDecision,
  PendingOrder,
} from "./order.ts";
import { placedPartOf } from "./order.ts";
import { totalOf } from "./order_item.ts";
import type { PaymentMethod } from "./payment_method.ts";

/** Why an attempt came to nothing, as stock and payment say it. */
export type AttemptFailure =
  | { readonly status: "out-of-stock"; readonly productId: string }
  | { readonly status: "declined" | "refused" | "cancelled"; readonly reason: string };

/**
 * Begins an attempt to confirm a pending order. Nothing happens while one is running: who asks then
 * joins it.
 *
 * @throws {OrderEmpty | OrderNotPending} the first that is true
 */
export function startConfirmation(
  order: Order,
  method: PaymentMethod,
): OrderDecision<ConfirmingOrder> {
  if (order.status === "confirming") return { order, events: [] };
  if (order.items.length === 0) throw new OrderEmpty(order.id);
  if (order.status !== "pending") throw new OrderNotPending(order);
  const attempt = order.attempt + 1;
  const data = { orderId: order.id, attempt, method, total: totalOf(order) };
  return {
    order: { ...placedPartOf(order), attempt, status: "confirming", method },
    events: [{ type: "ConfirmationStarted", data }],
  };
}

/** Notes which payment the attempt has, before any money is taken for it. */
export function beginPayment(
  order: ConfirmingOrder,
  paymentId: string,
): OrderDecision<ConfirmingOrder> {
  const { id: orderId, attempt } = order;
  return {
    order: { ...order, paymentId },
    events: [{ type: "PaymentBegun", data: { orderId, attempt, paymentId } }],
  };
}

/** Notes that the attempt has come to nothing, before what it holds is given back. */
export function failAttempt(
  order: ConfirmingOrder,
  failure: AttemptFailure,
): OrderDecision<ConfirmingOrder> {
  const { id: orderId, attempt } = order;
  const { status } = failure;
  const described = "reason" in failure
    ? { status: failure.status, reason: paymentFailure(failure.reason) }
    : { status, reason: OUT_OF_STOCK, productId: failure.productId };
  const failed = { attempt, ...described };
  return {
    order: { ...order, failure: failed },
    events: [{ type: "ConfirmationFailed", data: { orderId, ...failed } }],
  };
}

/** Lets a failed attempt be over, once it holds nothing any more. */
export function reopen(
  order: ConfirmingOrder,
  failure: FailedAttempt,
): OrderDecision<PendingOrder> {
  const { id: orderId, attempt } = order;
  return {
    order: { ...placedPartOf(order), status: "pending", lastPayment: failure },
    events: [{ type: "OrderReopened", data: { orderId, attempt } }],
  };
}

/** Confirms an order whose money was taken. */
export function confirmOrder(
  order: ConfirmingOrder,
  paymentId: string,
  acceptedBy?: string,
): OrderDecision<ConfirmedOrder> {
  const { id: orderId, attempt } = order;
  const accepted = acceptedBy === undefined ? {} : { acceptedBy };
  return {
    order: { ...placedPartOf(order), status: "confirmed", paymentId },
    events: [{
      type: "OrderConfirmed",
      data: { orderId, attempt, paymentId, total: totalOf(order), ...accepted },
    }],
  };
}

/**
 * Confirms an order on a person's word that its money was taken. A payment has an id only once the
 * stock is put aside, so an attempt without one cannot be accepted.
 *
 * @throws {PaymentNotInDoubt}
 */
export function acceptPayment(order: Order, acceptedBy: string): OrderDecision<ConfirmedOrder> {
  if (order.status !== "confirming" || order.paymentId === undefined || order.failure) {
    throw new PaymentNotInDoubt(order, "accept");
  }
  return confirmOrder(order, order.paymentId, acceptedBy);
}

/** What people read when there was too little of a product. */
const OUT_OF_STOCK = "Product not available in requested quantity";
