/** Cancelling orders: nothing is held or kept of one that is cancelled. */

import { OrderNotCancellable, PaymentNotInDoubt, refundFailure } from "./errors.ts";
import type {
  CancelledOrder,
  CancellingOrder,
  Order,
  OrderDecision,
  OrderRefund,
  PendingOrder,
} from "./order.ts";
import { placedPartOf } from "./order.ts";

/**
 * Cancels a pending order, which holds nothing; any other is only on its way to that. Nothing happens
 * when it was cancelled before.
 *
 * @throws {OrderNotCancellable}
 */
export function startCancellation(order: Order): OrderDecision {
  switch (order.status) {
    case "pending":
      return cancelOrder(order);
    case "confirming":
    case "confirmed":
      return startUnwinding(order);
    case "cancelling":
    case "cancelled":
      return { order, events: [] };
    case "shipped":
    case "delivered":
      throw new OrderNotCancellable(order);
  }
}

/** Notes that the gateway does not give the money back, unless that was noted before. */
export function noteRefusedRefund(
  order: CancellingOrder,
  paymentId: string,
  reason: string,
): OrderDecision<CancellingOrder> {
  const refundRefused = refundFailure(reason);
  if (order.refundRefused === refundRefused) return { order, events: [] };
  return {
    order: { ...order, refundRefused },
    events: [{ type: "RefundRefused", data: { orderId: order.id, paymentId, reason } }],
  };
}

/** Lets an order be no more, once nothing of it is held or kept. */
export function cancelOrder(
  order: PendingOrder | CancellingOrder,
  refund?: OrderRefund,
): OrderDecision<CancelledOrder> {
  const refundId = refund?.id === undefined ? {} : { refundId: refund.id };
  return {
    order: {
      ...placedPartOf(order),
      status: "cancelled",
      ...(refund === undefined ? {} : { refund }),
    },
    events: [{ type: "OrderCancelled", data: { orderId: order.id, ...refundId } }],
  };
}

/**
 * Lets go of an attempt on a person's word that its money was not taken: the order is pending again,
 * or cancelled if that was asked for. Should the money arrive after all, it goes back.
 *
 * @throws {PaymentNotInDoubt}
 */
export function abandonPayment(order: Order, abandonedBy: string): OrderDecision {
  if (order.status !== "confirming" && order.status !== "cancelling") {
    throw new PaymentNotInDoubt(order, "abandon");
  }
  const { id: orderId, attempt, paymentId } = order;
  const payment = paymentId === undefined ? {} : { paymentId };
  const abandoned = {
    type: "PaymentAbandoned",
    data: { orderId, attempt, ...payment, abandonedBy },
  } as const;
  if (order.status === "cancelling") {
    const { order: cancelled, events } = cancelOrder(order);
    return { order: cancelled, events: [abandoned, ...events] };
  }
  const lastPayment = { attempt, status: "abandoned", reason: ABANDONED } as const;
  return {
    order: { ...placedPartOf(order), status: "pending", lastPayment },
    events: [abandoned],
  };
}

/** What people read when a payment was given up. */
const ABANDONED = "Payment processing failed: its outcome was unknown, and it was given up";

function startUnwinding(
  order: Extract<Order, { readonly status: "confirming" | "confirmed" }>,
): OrderDecision<CancellingOrder> {
  const { id: orderId, attempt, paymentId } = order;
  const payment = paymentId === undefined ? {} : { paymentId };
  return {
    order: { ...placedPartOf(order), status: "cancelling", ...payment },
    events: [{ type: "CancellationStarted", data: { orderId, attempt } }],
  };
}
