/** The first half of a confirmation: stock is put aside, and the gateway hears of the payment. */

import { isDomainError } from "../../domain/kernel/errors.ts";
import {
  type AttemptFailure,
  beginPayment,
  failAttempt,
} from "../../domain/orders/confirmation.ts";
import type { ConfirmingOrder } from "../../domain/orders/order.ts";
import { totalOf } from "../../domain/orders/order_item.ts";
import type { Stored } from "../store/collection.ts";
import type { FulfilmentContext, FulfilmentPorts } from "./fulfilment_ports.ts";
import { step } from "./step.ts";

/**
 * Puts the stock aside and begins a payment, which takes no money; then stores its id, or why there
 * is none. Money is asked for only after the id is stored, so whoever stores that the attempt has
 * failed at this point knows that no money was taken. Answers the id if it was stored here.
 */
export async function openPayment(
  ports: FulfilmentPorts,
  order: Stored<ConfirmingOrder>,
  context: FulfilmentContext,
): Promise<string | undefined> {
  const opened = await reserve(ports, order, context) ?? await begin(ports, order, context);
  if (typeof opened === "string") {
    const stored = await step(ports, order, (order) => beginPayment(order, opened), context);
    return stored ? opened : undefined;
  }
  await step(ports, order, (order) => failAttempt(order, opened), context);
}

/** Answers why it could not; nothing when it could. */
async function reserve(
  { reserveStock }: FulfilmentPorts,
  { id, attempt, items }: ConfirmingOrder,
  { signal }: FulfilmentContext,
): Promise<AttemptFailure | undefined> {
  const lines = items.map(({ productId, quantity }) => ({ productId, quantity }));
  const outcome = await reserveStock({ order: id, attempt, lines }, signal);
  switch (outcome.status) {
    case "reserved":
      return undefined;
    case "out-of-stock":
      return { status: "out-of-stock", productId: outcome.productId };
    case "released":
      return { status: "cancelled", reason: "The stock put aside for it was released" };
  }
}

/** Answers the id of the payment, or why there is none. */
async function begin(
  { payments, log }: FulfilmentPorts,
  order: ConfirmingOrder,
  { signal }: FulfilmentContext,
): Promise<string | AttemptFailure> {
  const { id, attempt } = order;
  try {
    const payment = await payments.begin({ order: id, attempt, amount: totalOf(order) }, signal);
    return payment.id;
  } catch (error) {
    if (!isDomainError(error) || error.code !== "payments/refused") throw error;
    log.warn("the gateway takes no payment for an order", { order: id, attempt, error });
    return { status: "refused", reason: "The gateway does not take this payment" };
  }
}
