/** The second half of a confirmation: the money is taken, or certainly is not. */

import {
  type AttemptFailure,
  confirmOrder,
  failAttempt,
} from "../../domain/orders/confirmation.ts";
import type { ConfirmingOrder } from "../../domain/orders/order.ts";
import type { Stored } from "../store/collection.ts";
import {
  type FulfilmentContext,
  type FulfilmentPorts,
  PaymentUnsettled,
} from "./fulfilment_ports.ts";
import { UnknownPayment } from "./payment_errors.ts";
import type { Payment } from "./payment_gateway.ts";
import { step } from "./step.ts";

/** An order whose payment was begun. */
export type PayingOrder = Stored<ConfirmingOrder> & { readonly paymentId: string };

/**
 * Takes the money and stores what came of it. When the payment is in doubt, because somebody may have
 * asked for the money before, the gateway is asked where it stands first, and only one that stands at
 * its beginning is completed.
 *
 * @throws {PaymentUnavailable | PaymentUnsettled} when it must be asked again
 * @throws {UnknownPayment} when the gateway has forgotten an id that it gave
 */
export async function settlePayment(
  ports: FulfilmentPorts,
  order: PayingOrder,
  inDoubt: boolean,
  context: FulfilmentContext,
): Promise<void> {
  const { paymentId: id, method } = order;
  const { payments } = ports;
  const { signal } = context;
  const known = inDoubt ? await payments.lookup({ id }, signal) : undefined;
  if (inDoubt && known === undefined) throw new UnknownPayment(id);
  const isDone = known !== undefined && known.status !== "begun";
  const payment = isDone ? known : await payments.complete({ id, method }, signal);
  const failure = failureOf(payment);
  await step(
    ports,
    order,
    (order) => failure === undefined ? confirmOrder(order, id) : failAttempt(order, failure),
    context,
  );
}

/** Tells why no money is kept; nothing when it was taken. */
function failureOf({ id, status, reason }: Payment): AttemptFailure | undefined {
  switch (status) {
    case "taken":
      return undefined;
    case "declined":
      return { status: "declined", reason: reason ?? "The payment was declined" };
    case "cancelled":
      return { status: "cancelled", reason: reason ?? "The payment was cancelled" };
    case "refunded":
      return { status: "cancelled", reason: reason ?? "The money was given back" };
    case "begun":
    case "processing":
      throw new PaymentUnsettled(id);
  }
}
