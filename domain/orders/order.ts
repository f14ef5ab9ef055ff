/** Orders: where they can stand, and what can happen to them. */

import type { CustomerId } from "./customer_id.ts";
import type { OrderEvent } from "./order_events.ts";
import type { OrderId } from "./order_id.ts";
import type { OrderItem } from "./order_item.ts";
import type { PaymentMethod } from "./payment_method.ts";

interface Placed {
  readonly id: OrderId;
  readonly customerId: CustomerId;
  /** One line for each product. */
  readonly items: readonly OrderItem[];
  /** ISO 8601 UTC. */
  readonly placedAt: string;
  /** The latest attempt to confirm it: 1, 2, ...; 0 when there was none. */
  readonly attempt: number;
}

/** Why an attempt to confirm an order came to nothing; no money was kept for it. */
export interface FailedAttempt {
  readonly attempt: number;
  /**
   * - `declined`: the payment was declined, now and for ever.
   * - `out-of-stock`: there was too little of a product.
   * - `refused`: the gateway takes no such payment at all.
   * - `cancelled`: the payment was ended before the money was taken, or all of it went back.
   * - `abandoned`: a person gave the payment up.
   */
  readonly status: "declined" | "out-of-stock" | "refused" | "cancelled" | "abandoned";
  /** For people. */
  readonly reason: string;
  /** Of which product there was too little. */
  readonly productId?: string;
}

/** An order that still can be changed. */
export interface PendingOrder extends Placed {
  readonly status: "pending";
  /** What the latest attempt to confirm it came to. */
  readonly lastPayment?: FailedAttempt;
}

/** An order whose stock and payment are being seen to; what they came to is not known yet. */
export interface ConfirmingOrder extends Placed {
  readonly status: "confirming";
  readonly method: PaymentMethod;
  /** The payment of this attempt, once it was begun. */
  readonly paymentId?: string;
  /** The attempt has failed; what it holds is on its way back. */
  readonly failure?: FailedAttempt;
}

/** An order that is paid, and whose stock is put aside. */
export interface ConfirmedOrder extends Placed {
  readonly status: "confirmed";
  readonly paymentId: string;
}

/** An order that is on its way. */
export interface ShippedOrder extends Placed {
  readonly status: "shipped";
  readonly paymentId: string;
}

/** An order that has arrived. */
export interface DeliveredOrder extends Placed {
  readonly status: "delivered";
  readonly paymentId: string;
}

/** An order that will be cancelled once its money has gone back and its stock is free. */
export interface CancellingOrder extends Placed {
  readonly status: "cancelling";
  /** Absent when no payment was begun as far as is known. */
  readonly paymentId?: string;
  /** Why the gateway did not give the money back when it was last asked; it is asked again. */
  readonly refundRefused?: string;
}

/** An order that is no more. */
export interface CancelledOrder extends Placed {
  readonly status: "cancelled";
  /** The money that went back, if any had been taken. */
  readonly refund?: OrderRefund;
}

/** All of an order's money, given back; `pending` is accepted by the gateway and on its way. */
export interface OrderRefund {
  readonly paymentId: string;
  /** The gateway's name of the refund; absent when somebody else gave the money back there. */
  readonly id?: string;
  readonly status: "refunded" | "pending";
}

/** Something a customer wants to buy, wherever it stands. */
export type Order =
  | PendingOrder
  | ConfirmingOrder
  | ConfirmedOrder
  | ShippedOrder
  | DeliveredOrder
  | CancellingOrder
  | CancelledOrder;

/** What a decision came to: the order as it is then, and what happened; nothing may have. */
export interface OrderDecision<Decided extends Order = Order> {
  readonly order: Decided;
  readonly events: readonly OrderEvent[];
}

/** What every order has, whatever its status. */
export function placedPartOf(order: Order): Placed {
  const { id, customerId, items, placedAt, attempt } = order;
  return { id, customerId, items, placedAt, attempt };
}

/** Whether the outcome of an attempt to confirm or cancel an order is still to come. */
export function isUnsettled({ status }: Order): boolean {
  return status === "confirming" || status === "cancelling";
}
