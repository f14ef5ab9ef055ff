/**
 * Seeing to an order's stock and money, step by step, until nothing is open.
 *
 * What to do next follows from the order alone, so it does not matter who died where: whoever comes
 * next reads the order and goes on. Each step is an outside call that may be repeated, followed by a
 * commit that holds only if the order is still what the call was made for; `docs/orders.md` has the
 * reasons.
 */

import { cancelOrder, noteRefusedRefund } from "../../domain/orders/cancellation.ts";
import { reopen } from "../../domain/orders/confirmation.ts";
import { RefundFailed } from "../../domain/orders/errors.ts";
import type { CancellingOrder, ConfirmingOrder } from "../../domain/orders/order.ts";
import type { OrderId } from "../../domain/orders/order_id.ts";
import type { Stored } from "../store/collection.ts";
import { closePayment } from "./close_payment.ts";
import type { FulfilmentContext, FulfilmentPorts } from "./fulfilment_ports.ts";
import { openPayment } from "./open_payment.ts";
import { settlePayment } from "./settle_payment.ts";
import { step } from "./step.ts";

/**
 * Does for an order whatever is to be done, and nothing when it is settled. Several may do so at the
 * same time.
 *
 * @throws when something outside has no answer, or one that decides nothing: it is to be tried again
 */
export async function fulfilOrder(
  ports: FulfilmentPorts,
  id: OrderId,
  context: FulfilmentContext,
): Promise<void> {
  let opened: string | undefined;
  for (;;) {
    context.signal.throwIfAborted();
    const order = await ports.orders.get(id);
    if (order?.status === "confirming") {
      opened = await confirmFurther(ports, order, opened, context);
    } else if (order?.status === "cancelling") await unwind(ports, order, context);
    else return;
  }
}

/** Answers the payment that was opened just now, of which there can be no doubt. */
async function confirmFurther(
  ports: FulfilmentPorts,
  order: Stored<ConfirmingOrder>,
  opened: string | undefined,
  context: FulfilmentContext,
): Promise<string | undefined> {
  const { failure, paymentId } = order;
  if (failure !== undefined) {
    await release(ports, order, context);
    await step(ports, order, (order) => reopen(order, failure), context);
  } else if (paymentId === undefined) {
    return await openPayment(ports, order, context);
  } else {
    await settlePayment(ports, { ...order, paymentId }, paymentId !== opened, context);
  }
}

/** The money goes back before the stock does, and both before the order is no more. */
async function unwind(
  ports: FulfilmentPorts,
  order: Stored<CancellingOrder>,
  context: FulfilmentContext,
): Promise<void> {
  const { id, attempt, paymentId } = order;
  const closed = await closePayment(ports, { order: id, attempt, paymentId }, context);
  if (closed.status === "refund refused") {
    const { paymentId, reason } = closed;
    await step(ports, order, (order) => noteRefusedRefund(order, paymentId, reason), context);
    throw new RefundFailed(id, paymentId, reason);
  }
  await release(ports, order, context);
  const refund = closed.status === "given back" ? closed.refund : undefined;
  await step(ports, order, (order) => cancelOrder(order, refund), context);
}

async function release(
  { releaseStock }: FulfilmentPorts,
  { id, attempt }: ConfirmingOrder | CancellingOrder,
  { signal }: FulfilmentContext,
): Promise<void> {
  await releaseStock({ order: id, attempt }, signal);
}
