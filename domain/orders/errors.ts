/** What can go wrong with orders, beside input that is wrong in itself. */

import { DomainError } from "../kernel/errors.ts";
import type { FailedAttempt, Order } from "./order.ts";

/** No order has the id. */
export class OrderNotFound extends DomainError {
  override readonly code = "orders/not-found";
  override readonly kind = "not-found";
  readonly id: string;

  constructor(id: string) {
    super(`Cannot find the order ${JSON.stringify(id)}: Order not found`);
    this.id = id;
  }
}

/** The order's items stay as they are now that it is no longer pending. */
export class OrderNotModifiable extends DomainError {
  override readonly code = "orders/not-modifiable";
  override readonly kind = "refused";
  readonly id: string;
  readonly status: Order["status"];

  constructor({ id, status }: Order) {
    super(`Cannot change the items of ${named(id)}: Cannot modify non-pending order`);
    this.id = id;
    this.status = status;
  }
}

/** There is no product to add. */
export class NoSuchProduct extends DomainError {
  override readonly code = "orders/product-not-found";
  override readonly kind = "not-found";
  readonly productId: string;

  constructor(productId: string) {
    super(`Cannot add the product ${JSON.stringify(productId)}: Product not found`);
    this.productId = productId;
  }
}

/** There is too little of a product. */
export class ProductNotAvailable extends DomainError {
  override readonly code = "orders/product-not-available";
  override readonly kind = "refused";
  readonly productId: string;
  readonly requested: number;
  readonly available: number;

  constructor(productId: string, requested: number, available: number) {
    super(
      `Cannot order ${requested} of the product ${JSON.stringify(productId)}, there are ` +
        `${available}: Product not available in requested quantity`,
    );
    this.productId = productId;
    this.requested = requested;
    this.available = available;
  }
}

/** The order's items have prices in another currency. */
export class OtherCurrency extends DomainError {
  override readonly code = "orders/other-currency";
  override readonly kind = "refused";
  readonly expected: string;
  readonly actual: string;

  constructor(id: string, expected: string, actual: string) {
    super(`Cannot add a price in ${actual} to ${named(id)}: its prices are in ${expected}`);
    this.expected = expected;
    this.actual = actual;
  }
}

/** The order has as many lines as an order can have. */
export class TooManyItems extends DomainError {
  override readonly code = "orders/too-many-items";
  override readonly kind = "refused";
  readonly most: number;

  constructor(id: string, most: number) {
    super(`Cannot add another product to ${named(id)}: it has ${most}`);
    this.most = most;
  }
}

/** The order has no line of the product. */
export class ItemNotFound extends DomainError {
  override readonly code = "orders/item-not-found";
  override readonly kind = "not-found";
  readonly productId: string;

  constructor(id: string, productId: string) {
    const product = JSON.stringify(productId);
    super(`Cannot remove the product ${product} from ${named(id)}: Item not found in order`);
    this.productId = productId;
  }
}

/** There is nothing to confirm. */
export class OrderEmpty extends DomainError {
  override readonly code = "orders/empty";
  override readonly kind = "refused";
  readonly id: string;

  constructor(id: string) {
    super(`Cannot confirm ${named(id)}: Cannot confirm empty order`);
    this.id = id;
  }
}

/** Only a pending order can be confirmed. */
export class OrderNotPending extends DomainError {
  override readonly code = "orders/not-pending";
  override readonly kind = "refused";
  readonly id: string;
  readonly status: Order["status"];

  constructor({ id, status }: Order) {
    super(`Cannot confirm ${named(id)}: Order is not in pending status`);
    this.id = id;
    this.status = status;
  }
}

/** What has left cannot be cancelled. */
export class OrderNotCancellable extends DomainError {
  override readonly code = "orders/not-cancellable";
  override readonly kind = "refused";
  readonly id: string;
  readonly status: Order["status"];

  constructor({ id, status }: Order) {
    super(`Cannot cancel ${named(id)}: Cannot cancel shipped or delivered order`);
    this.id = id;
    this.status = status;
  }
}

/** Only a confirmed order is shipped, and only a shipped one is delivered. */
export class OrderNotReady extends DomainError {
  override readonly code = "orders/not-ready";
  override readonly kind = "refused";
  readonly id: string;
  readonly status: Order["status"];

  constructor({ id, status }: Order, action: "ship" | "deliver") {
    const wanted = action === "ship" ? "confirmed" : "shipped";
    super(`Cannot ${action} ${named(id)}: it is ${status}, not ${wanted}`);
    this.id = id;
    this.status = status;
  }
}

/** Nobody doubts what became of this order's payment, so nobody's word on it is asked for. */
export class PaymentNotInDoubt extends DomainError {
  override readonly code = "orders/payment-not-in-doubt";
  override readonly kind = "refused";
  readonly id: string;
  readonly status: Order["status"];

  constructor({ id, status }: Order, action: "accept" | "abandon") {
    super(`Cannot ${action} a payment of ${named(id)}: none is in doubt`);
    this.id = id;
    this.status = status;
  }
}

/** An attempt to confirm an order came to nothing. */
export class ConfirmationRefused extends DomainError {
  override readonly code: "orders/payment-failed" | "orders/out-of-stock";
  override readonly kind: "declined" | "refused";
  readonly id: string;
  readonly failure: FailedAttempt;

  constructor(id: string, failure: FailedAttempt) {
    super(`Cannot confirm ${named(id)}: ${failure.reason}`);
    const isOutOfStock = failure.status === "out-of-stock";
    this.code = isOutOfStock ? "orders/out-of-stock" : "orders/payment-failed";
    this.kind = isOutOfStock ? "refused" : "declined";
    this.id = id;
    this.failure = failure;
  }
}

/** The gateway did not give an order's money back. */
export class RefundFailed extends DomainError {
  override readonly code = "orders/refund-failed";
  override readonly kind = "unavailable";
  readonly id: string;
  readonly paymentId: string;

  constructor(id: string, paymentId: string, reason: string) {
    const payment = JSON.stringify(paymentId);
    super(`Cannot refund the payment ${payment} of ${named(id)}: ${refundFailure(reason)}`);
    this.id = id;
    this.paymentId = paymentId;
  }
}

/** Says for people that a payment was refused. */
export function paymentFailure(reason: string): string {
  return `Payment processing failed: ${reason}`;
}

/** Says for people that a refund was refused. */
export function refundFailure(reason: string): string {
  return `Refund processing failed: ${reason}`;
}

function named(id: string): string {
  return `the order ${JSON.stringify(id)}`;
}
