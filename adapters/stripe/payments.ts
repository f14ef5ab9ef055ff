/** The PaymentGateway port over Stripe's PaymentIntents. */

import { UnknownPayment } from "../../application/orders/payment_errors.ts";
import type {
  BeginPayment,
  CompletePayment,
  Payment,
  PaymentGateway,
} from "../../application/orders/payment_gateway.ts";
import type { Clock } from "../../application/ports.ts";
import { stripeAmount } from "./amount.ts";
import { ask, type Call, create, mustHave, refused } from "./calls.ts";
import type { StripeClient, StripeIntent } from "./client.ts";
import { findById, findByPurpose, isIntentId, withCharge } from "./lookup.ts";
import { paymentOf } from "./payment_of.ts";
import { keysOf, purposeOf } from "./purpose.ts";
import { refundIntent } from "./refund.ts";
import {
  isDecline,
  isReplay,
  isUnexpectedState,
  isUnknown,
  messageForCustomers,
} from "./stripe_error.ts";

/** What the adapter stands on, and how patient it is. */
export interface StripePaymentsOptions {
  readonly clock: Pick<Clock, "now">;
  /** Milliseconds until a request that has no answer is given up; 10,000 unless told. */
  readonly timeout?: number;
}

/**
 * Takes money through Stripe, with a client of the official SDK (or {@linkcode connectStripe}).
 *
 * - `begin` creates a PaymentIntent, under an idempotency key made from order and attempt. Stripe
 *   keeps keys for a day at least; an attempt begun again after that has a second intent, which takes
 *   no money as long as nobody completes it.
 * - `complete` confirms it by its id, without a key of its own: an intent creates one successful
 *   charge at most, and a key would repeat a passing error for a day. After a decline the intent is
 *   cancelled, so that a confirmation still under way can take nothing either.
 * - What has to be acted on by the customer (3-D Secure) is declined.
 *
 * @example
 * ```ts
 * import type { Money } from "@portico/core";
 * import { stripePayments } from "@portico/core/stripe";
 * import { systemClock } from "@portico/core/system";
 * import Stripe from "stripe";
 *
 * const payments = stripePayments(new Stripe("sk_test_key"), { clock: systemClock() });
 *
 * async function pay(order: string, amount: Money): Promise<boolean> {
 *   const signal = AbortSignal.timeout(20_000);
 *   const { id } = await payments.begin({ order, attempt: 1, amount }, signal);
 *   const { status } = await payments.complete({ id, method: "pm_card_visa" }, signal);
 *   return status === "taken";
 * }
 * ```
 */
export function stripePayments(
  stripe: StripeClient,
  { clock, timeout = 10_000 }: StripePaymentsOptions,
): PaymentGateway {
  const open = (action: string, signal: AbortSignal): Call => ({ action, signal, timeout });
  return {
    begin: (payment, signal) =>
      begin(stripe, open(`begin a payment for order "${payment.order}"`, signal), payment, clock),
    complete: (payment, signal) =>
      complete(stripe, open(`complete payment "${payment.id}"`, signal), payment),
    lookup: async (payment, signal) => {
      const call = open("look a payment up", signal);
      const intent = "id" in payment
        ? await findById(stripe, call, payment.id)
        : await findByPurpose(stripe, call, { ...payment, clock });
      return intent && paymentOf(intent);
    },
    cancel: async ({ id }, signal) =>
      paymentOf(await cancel(stripe, open(`cancel payment "${id}"`, signal), id)),
    refund: ({ id }, signal) => refundIntent(stripe, open(`refund payment "${id}"`, signal), id),
  };
}

async function begin(
  stripe: StripeClient,
  call: Call,
  { order, attempt, amount }: BeginPayment,
  clock: Pick<Clock, "now">,
): Promise<Payment> {
  const purpose = await purposeOf(order, attempt);
  const params = {
    amount: stripeAmount(amount),
    currency: amount.currency.toLowerCase(),
    metadata: { order, attempt: String(attempt), purpose },
    automatic_payment_methods: { enabled: true, allow_redirects: "never" },
  } as const;
  let repeated = true;
  const answer = await create<StripeIntent>(call, {
    send: async (request) => {
      const intent = await stripe.paymentIntents.create(params, request);
      repeated = isReplay(intent.lastResponse.headers);
      return intent;
    },
    keys: keysOf(`begin-${purpose}`),
    find: () => findByPurpose(stripe, call, { order, attempt, clock }),
  });
  const intent = mustHave(call, answer);
  // A repeated answer says how it was when it began.
  return paymentOf(repeated ? await known(stripe, call, intent.id) : intent);
}

async function complete(
  stripe: StripeClient,
  call: Call,
  { id, method }: CompletePayment,
): Promise<Payment> {
  requireIntentId(id);
  const params = { payment_method: method, error_on_requires_action: true, ...withCharge } as const;
  const answer = await ask(
    call,
    (request) => stripe.paymentIntents.confirm(id, params, request),
  );
  if (answer.error === undefined) return paymentOf(answer.value);
  if (isUnknown(answer.error)) throw new UnknownPayment(id);
  if (isUnexpectedState(answer.error)) return paymentOf(await known(stripe, call, id));
  if (!isDecline(answer.error)) throw refused(call, answer);
  const ended = paymentOf(await cancel(stripe, call, id, "abandoned"));
  const reason = messageForCustomers(answer.error);
  return ended.status === "declined" && reason !== undefined ? { ...ended, reason } : ended;
}

async function cancel(
  stripe: StripeClient,
  call: Call,
  id: string,
  cancellation_reason: "abandoned" | "requested_by_customer" = "requested_by_customer",
): Promise<StripeIntent> {
  requireIntentId(id);
  const params = { cancellation_reason, ...withCharge };
  const answer = await ask(call, (request) => stripe.paymentIntents.cancel(id, params, request));
  if (answer.error === undefined) return answer.value;
  if (isUnexpectedState(answer.error)) return await known(stripe, call, id);
  if (isUnknown(answer.error)) throw new UnknownPayment(id);
  throw refused(call, answer);
}

/** The client puts ids into paths. */
function requireIntentId(id: string): void {
  if (!isIntentId(id)) throw new UnknownPayment(id);
}

async function known(stripe: StripeClient, call: Call, id: string): Promise<StripeIntent> {
  const intent = await findById(stripe, call, id);
  if (intent === undefined) throw new UnknownPayment(id);
  return intent;
}
