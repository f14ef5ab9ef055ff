/** The PaymentGateway port: money for one attempt at an order, taken once and given back once. */

import type { Money } from "../../domain/kernel/money.ts";

/**
 * Where a payment stands.
 *
 * - `begun`: no money was taken so far. It may be at any moment, when the answer to a `complete` was
 *   not waited for; only `cancel` makes an end of that.
 * - `processing`: the gateway is at it and has no result yet; ask again.
 * - `taken`: the money is here.
 * - `declined`: the money was not taken and never will be. Another try is another attempt.
 * - `cancelled`: the same, because it was asked for.
 * - `refunded`: the money was taken, and all of it goes back.
 *
 * A payment moves on only: from `begun`, also through `processing`, to one of `taken`, `declined` and
 * `cancelled`, and from `taken` to `refunded`.
 */
export type PaymentStatus =
  | "begun"
  | "processing"
  | "taken"
  | "declined"
  | "cancelled"
  | "refunded";

/** A payment as its gateway knows it. */
export interface Payment {
  /** The gateway's own name of it. */
  readonly id: string;
  readonly status: PaymentStatus;
  /** Why it stands so, for people; always there when it was declined. */
  readonly reason?: string;
}

/**
 * What became of giving money back: `pending` is accepted and on its way; `refused` gives nothing
 * back, and may be asked again later.
 */
export type Refund =
  | { readonly status: "refunded"; readonly id: string }
  | { readonly status: "pending"; readonly id: string }
  | { readonly status: "refused"; readonly reason: string };

/** What a payment is for. */
export interface BeginPayment {
  readonly order: string;
  /** 1, 2, ...: each attempt to pay an order has a payment of its own. */
  readonly attempt: number;
  readonly amount: Money;
}

/** Which payment to complete, and from whom to take the money. */
export interface CompletePayment {
  readonly id: string;
  /** The payment method, in the gateway's words. */
  readonly method: string;
}

/** Which payment to ask for: by its id, or by what it is for. */
export type FindPayment =
  | { readonly id: string }
  | { readonly order: string; readonly attempt: number };

/**
 * Takes money for orders, and gives it back.
 *
 * Every function may be called again, by several processes at the same time too, and has its effect
 * once: one order and attempt have one payment, one payment takes its amount at most once, and gives
 * it back at most once. Idempotency keys are the adapter's affair.
 *
 * A call that fails, or whose signal is aborted, rejects with {@linkcode PaymentUnavailable}: then it
 * may have happened or not, or still happen. The caller asks (`lookup`), calls again, or cancels.
 * A decline is an answer, not an error.
 *
 * `complete`, `cancel` and `refund` reject with {@linkcode UnknownPayment} for an id that the gateway
 * never gave.
 */
export interface PaymentGateway {
  /**
   * Makes a payment known to the gateway and takes no money. Begun again, it answers where the
   * payment stands by now.
   *
   * @throws {PaymentRefused} when the gateway will never take this amount, or began this payment with
   * another one
   */
  readonly begin: (payment: BeginPayment, signal: AbortSignal) => Promise<Payment>;
  /**
   * Takes the money, once, and answers where the payment stands. One that has come to an end stays
   * as it is: nothing is taken for what was declined or cancelled, whatever the method.
   */
  readonly complete: (payment: CompletePayment, signal: AbortSignal) => Promise<Payment>;
  /** Tells what the gateway knows; `undefined` when it never heard of it. */
  readonly lookup: (payment: FindPayment, signal: AbortSignal) => Promise<Payment | undefined>;
  /**
   * Makes sure that the money will not be taken any more, and answers what became of the payment:
   * `cancelled` or `declined`, or `taken` if it was faster. `processing` can be neither for now.
   */
  readonly cancel: (payment: { readonly id: string }, signal: AbortSignal) => Promise<Payment>;
  /** Gives all of the money back, once; refused when none was taken. */
  readonly refund: (payment: { readonly id: string }, signal: AbortSignal) => Promise<Refund>;
}
