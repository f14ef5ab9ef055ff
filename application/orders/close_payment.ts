/** Making sure that no money is kept for an attempt, whatever has become of its payment. */

import type { OrderRefund } from "../../domain/orders/order.ts";
import {
  type FulfilmentContext,
  type FulfilmentPorts,
  PaymentUnsettled,
} from "./fulfilment_ports.ts";
import { UnknownPayment } from "./payment_errors.ts";
import type { Payment, PaymentGateway } from "./payment_gateway.ts";

/** Which payment is to be closed. */
export interface AttemptPayment {
  readonly order: string;
  readonly attempt: number;
  /** Absent when the answer of the gateway that would have named it was not stored. */
  readonly paymentId?: string | undefined;
}

/** No money is kept, and none will be taken; or the gateway does not give back what it took. */
export type ClosedPayment =
  | { readonly status: "nothing taken" }
  | { readonly status: "given back"; readonly refund: OrderRefund }
  | { readonly status: "refund refused"; readonly paymentId: string; readonly reason: string };

/**
 * Asks the gateway what it knows of a payment, ends it so that no money can be taken any more, and
 * gives back what was taken. Safe to repeat.
 *
 * Of a payment whose id was never stored no money was asked for: if the gateway knows nothing of it,
 * nothing was taken and nobody will ask.
 *
 * @throws {PaymentUnavailable | PaymentUnsettled} when it must be asked again
 * @throws {UnknownPayment} when the gateway has forgotten an id that it gave
 */
export async function closePayment(
  { payments }: Pick<FulfilmentPorts, "payments">,
  { order, attempt, paymentId }: AttemptPayment,
  { signal }: FulfilmentContext,
): Promise<ClosedPayment> {
  const known = paymentId === undefined ? { order, attempt } : { id: paymentId };
  const found = await payments.lookup(known, signal);
  if (found === undefined) {
    if (paymentId !== undefined) throw new UnknownPayment(paymentId);
    return { status: "nothing taken" };
  }
  const mayStillBeTaken = found.status === "begun" || found.status === "processing";
  const ended = mayStillBeTaken ? await payments.cancel({ id: found.id }, signal) : found;
  switch (ended.status) {
    case "declined":
    case "cancelled":
      return { status: "nothing taken" };
    case "taken":
    case "refunded":
      return await giveBack(payments, ended, signal);
    case "begun":
    case "processing":
      throw new PaymentUnsettled(ended.id);
  }
}

/** Also when it went back already: the same refund answers again, and says its id. */
async function giveBack(
  payments: PaymentGateway,
  { id: paymentId, status }: Payment,
  signal: AbortSignal,
): Promise<ClosedPayment> {
  const refund = await payments.refund({ id: paymentId }, signal);
  if (refund.status !== "refused") {
    return { status: "given back", refund: { paymentId, id: refund.id, status: refund.status } };
  }
  if (status === "taken") return { status: "refund refused", paymentId, reason: refund.reason };
  return { status: "given back", refund: { paymentId, status: "refunded" } };
}
