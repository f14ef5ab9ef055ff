/** Deliveries of Stripe's webhook, as news of payments that orders look into. */

import type { Orders } from "../../application/orders/orders.ts";
import type { Clock, Log } from "../../application/ports.ts";
import { isDomainError } from "../../domain/kernel/errors.ts";
import { readStripeWebhook } from "../stripe/webhook.ts";

/** A delivery as it came in: the body's bytes, and the header that signs them. */
export interface PaymentDelivery {
  readonly body: Uint8Array;
  readonly signature: string | null | undefined;
}

/**
 * Takes a delivery. Resolves when all that follows from it is done, or nothing does: it need not come
 * again then.
 *
 * @throws {WebhookRefused} when it does not come from the gateway, or not now
 * @throws when something outside has no answer: it is to come again
 */
export type ReceivePaymentNews = (
  delivery: PaymentDelivery,
  signal: AbortSignal,
) => Promise<void>;

/** What taking deliveries needs. */
export interface StripeNewsPorts {
  readonly orders: Pick<Orders, "reportPayment">;
  readonly clock: Pick<Clock, "now">;
  readonly log: Log;
}

/** Takes deliveries that are signed with a secret; those about other things than orders are let pass. */
export function stripeNews(
  { orders, clock, log }: StripeNewsPorts,
  secret: string,
): ReceivePaymentNews {
  return async (delivery, signal) => {
    const { eventId, purpose } = await readStripeWebhook(delivery, { secret, now: clock.now() });
    if (purpose === undefined) return;
    try {
      await orders.reportPayment(purpose, { signal });
    } catch (error) {
      if (!isDomainError(error) || error.code !== "orders/not-found") throw error;
      // The account may take money for others too.
      log.info("a payment is of no order here", { eventId, order: purpose.order });
    }
  };
}
