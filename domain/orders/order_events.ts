/** What happens to orders. */

import type { Money } from "../kernel/money.ts";
import type { CustomerId } from "./customer_id.ts";
import type { OrderId } from "./order_id.ts";
import type { PaymentMethod } from "./payment_method.ts";

/** A customer has started an order. */
export type OrderPlaced = {
  readonly type: "OrderPlaced";
  readonly data: { readonly orderId: OrderId; readonly customerId: CustomerId };
};

/** Units of a product were added, at the price of its line. */
export type ItemAdded = {
  readonly type: "ItemAdded";
  readonly data: {
    readonly orderId: OrderId;
    readonly productId: string;
    readonly name: string;
    readonly unitPrice: Money;
    readonly quantity: number;
  };
};

/** The line of a product was removed. */
export type ItemRemoved = {
  readonly type: "ItemRemoved";
  readonly data: { readonly orderId: OrderId; readonly productId: string };
};

/** An attempt to confirm an order has begun: from now on the order cannot be changed. */
export type ConfirmationStarted = {
  readonly type: "ConfirmationStarted";
  readonly data: {
    readonly orderId: OrderId;
    readonly attempt: number;
    readonly method: PaymentMethod;
    readonly total: Money;
  };
};

/** The gateway knows the payment of an attempt; no money was taken so far. */
export type PaymentBegun = {
  readonly type: "PaymentBegun";
  readonly data: {
    readonly orderId: OrderId;
    readonly attempt: number;
    readonly paymentId: string;
  };
};

/** An attempt has come to nothing, and no money is kept for it. */
export type ConfirmationFailed = {
  readonly type: "ConfirmationFailed";
  readonly data: {
    readonly orderId: OrderId;
    readonly attempt: number;
    readonly status: "declined" | "out-of-stock" | "refused" | "cancelled";
    readonly reason: string;
    readonly productId?: string;
  };
};

/** All that a failed attempt held is free, and the order can be changed again. */
export type OrderReopened = {
  readonly type: "OrderReopened";
  readonly data: { readonly orderId: OrderId; readonly attempt: number };
};

/** The money was taken and the stock is put aside. */
export type OrderConfirmed = {
  readonly type: "OrderConfirmed";
  readonly data: {
    readonly orderId: OrderId;
    readonly attempt: number;
    readonly paymentId: string;
    readonly total: Money;
    /** Who vouched for the money, when the gateway did not. */
    readonly acceptedBy?: string;
  };
};

/** A person gave up a payment whose outcome was unknown; should money arrive, it goes back. */
export type PaymentAbandoned = {
  readonly type: "PaymentAbandoned";
  readonly data: {
    readonly orderId: OrderId;
    readonly attempt: number;
    readonly paymentId?: string;
    readonly abandonedBy: string;
  };
};

/** The order has left. */
export type OrderShipped = {
  readonly type: "OrderShipped";
  readonly data: { readonly orderId: OrderId };
};

/** The order has arrived. */
export type OrderDelivered = {
  readonly type: "OrderDelivered";
  readonly data: { readonly orderId: OrderId };
};

/** The order will be cancelled; its money, if any, is to go back first. */
export type CancellationStarted = {
  readonly type: "CancellationStarted";
  readonly data: { readonly orderId: OrderId; readonly attempt: number };
};

/** The gateway did not give the money back; it is asked again. */
export type RefundRefused = {
  readonly type: "RefundRefused";
  readonly data: {
    readonly orderId: OrderId;
    readonly paymentId: string;
    readonly reason: string;
  };
};

/** The order is no more, and nothing of it is held or kept. */
export type OrderCancelled = {
  readonly type: "OrderCancelled";
  readonly data: {
    readonly orderId: OrderId;
    /** Absent when no money was given back. */
    readonly refundId?: string;
  };
};

/** What happens to orders. */
export type OrderEvent =
  | OrderPlaced
  | ItemAdded
  | ItemRemoved
  | ConfirmationStarted
  | PaymentBegun
  | ConfirmationFailed
  | OrderReopened
  | OrderConfirmed
  | PaymentAbandoned
  | OrderShipped
  | OrderDelivered
  | CancellationStarted
  | RefundRefused
  | OrderCancelled;
