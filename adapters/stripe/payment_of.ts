/** What PaymentIntents and refunds of Stripe mean in the port's words. */

import type { Payment, Refund } from "../../application/orders/payment_gateway.ts";
import type { StripeIntent, StripeRefund } from "./client.ts";
import { messageForCustomers } from "./stripe_error.ts";

/**
 * Reads a PaymentIntent.
 *
 * | Stripe | here |
 * | --- | --- |
 * | `requires_payment_method`, `requires_confirmation` | `begun` |
 * | `processing`, `requires_capture`, `requires_action` | `processing` |
 * | `succeeded` | `taken`, or `refunded` when all of the charge was |
 * | `canceled`, as abandoned | `declined` |
 * | `canceled` otherwise | `cancelled` |
 *
 * An intent whose card was declined can be confirmed again at Stripe, so it is not `declined` here
 * until it has been cancelled as abandoned. `requires_action` is reached only by intents that others
 * confirmed: this adapter asks Stripe to decline what the customer would have to act on.
 */
export function paymentOf(intent: StripeIntent): Payment {
  const { id, status } = intent;
  const reason = messageForCustomers(intent.last_payment_error);
  switch (status) {
    case "succeeded":
      return { id, status: isRefunded(intent) ? "refunded" : "taken" };
    case "canceled":
      return intent.cancellation_reason === "abandoned"
        ? { id, status: "declined", reason: reason ?? "The payment was declined" }
        : { id, status: "cancelled" };
    case "requires_payment_method":
    case "requires_confirmation":
      return reason === undefined ? { id, status: "begun" } : { id, status: "begun", reason };
    case "requires_action":
      return { id, status: "processing", reason: "The customer has to act" };
    default:
      // `processing`, `requires_capture`, and what may come: nothing certain.
      return { id, status: "processing" };
  }
}

/**
 * Reads a refund: `succeeded` is `refunded`; `failed` and `canceled` are `refused`; `pending` and
 * `requires_action` are `pending`.
 */
export function refundOf({ id, status, failure_reason }: StripeRefund): Refund {
  if (status === "succeeded") return { status: "refunded", id };
  if (!hasFailed({ status })) return { status: "pending", id };
  return { status: "refused", reason: failure_reason ?? `Stripe says the refund is ${status}` };
}

/** Tells whether a refund gave nothing back in the end. */
export function hasFailed({ status }: Pick<StripeRefund, "status">): boolean {
  return status === "failed" || status === "canceled";
}

function isRefunded({ latest_charge: charge }: StripeIntent): boolean {
  return typeof charge === "object" && charge !== null && charge.refunded;
}
