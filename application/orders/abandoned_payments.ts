/** What follows when a person gave up a payment: nothing is held for it, and no money kept. */

import { RefundFailed } from "../../domain/orders/errors.ts";
import type { OrderEvent } from "../../domain/orders/order_events.ts";
import { type Subscription, subscription } from "../events/subscription.ts";
import { type AttemptPayment, closePayment } from "./close_payment.ts";
import type { FulfilmentContext, FulfilmentPorts } from "./fulfilment_ports.ts";
import { orderCodec } from "./order_codec.ts";

/** The name of the subscription. */
export const ABANDONED_PAYMENTS = "abandoned-payments";

/** What seeing to abandoned payments needs. */
export type AbandonedPaymentsPorts = Pick<FulfilmentPorts, "releaseStock" | "payments">;

/**
 * Releases the stock of every attempt whose payment a person gave up, and makes sure that its money
 * is not taken, or goes back. Apart from the fulfilment, so that the order's next attempt does not
 * wait for it.
 *
 * @example
 * ```ts
 * import { abandonedPayments } from "@portico/core";
 * import { simulatedPayments } from "@portico/core/simulated";
 * import { systemClock } from "@portico/core/system";
 *
 * const payments = simulatedPayments({ clock: systemClock() });
 * const releaseStock = () => Promise.resolve();
 * abandonedPayments({ payments, releaseStock }).name; // "abandoned-payments"
 * ```
 */
export function abandonedPayments(ports: AbandonedPaymentsPorts): Subscription {
  return subscription<OrderEvent>({
    name: ABANDONED_PAYMENTS,
    types: ["PaymentAbandoned"],
    codec: orderCodec,
    concurrency: 16,
    timeout: 5_000,
    retry: { attempts: 12 },
    handle: async (event, context) => {
      if (event.type !== "PaymentAbandoned") return;
      const { orderId: order, attempt, paymentId } = event.data;
      await letGo(ports, { order, attempt, paymentId }, context);
    },
  });
}

/**
 * Lets an attempt hold no stock and keep no money.
 *
 * @throws {PaymentUnavailable | PaymentUnsettled | UnknownPayment | RefundFailed}
 */
export async function letGo(
  ports: AbandonedPaymentsPorts,
  payment: AttemptPayment,
  context: FulfilmentContext,
): Promise<void> {
  const { order, attempt } = payment;
  await ports.releaseStock({ order, attempt }, context.signal);
  const closed = await closePayment(ports, payment, context);
  if (closed.status !== "refund refused") return;
  throw new RefundFailed(order, closed.paymentId, closed.reason);
}
