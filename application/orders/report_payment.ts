/** News of a payment from outside, such as a webhook: a reason to ask, and nothing more. */

import { isUnsettled, type Order } from "../../domain/orders/order.ts";
import { letGo } from "./abandoned_payments.ts";
import { fulfilOrder } from "./fulfil_order.ts";
import type { FulfilmentContext, FulfilmentPorts } from "./fulfilment_ports.ts";
import type { ResumeFulfilment } from "./ports.ts";
import { requireOrder } from "./require_order.ts";

/** Says of which payment there is news. */
export interface ReportPayment {
  readonly order: string;
  readonly attempt: number;
}

/** What looking into news needs. */
export interface ReportPaymentPorts extends FulfilmentPorts {
  readonly resumeFulfilment: ResumeFulfilment;
}

/**
 * Asks the gateway about a payment and does what follows: an order that waits for it goes on, and
 * money that arrived for an attempt that is over goes back. What the news say is not believed, so it
 * does no harm when they are forged, old, repeated or out of order.
 *
 * @throws {OrderNotFound}
 * @throws when something outside has no answer: the news must be told again
 */
export async function reportPayment(
  ports: ReportPaymentPorts,
  { order: id, attempt }: ReportPayment,
  context: FulfilmentContext,
): Promise<void> {
  const order = await requireOrder(ports.orders, { id });
  if (attempt === order.attempt && isUnsettled(order)) {
    await fulfilOrder(ports, order.id, context);
    await ports.resumeFulfilment(order.id, "payment news");
  } else if (isOver(order, attempt)) {
    await letGo(ports, { order: order.id, attempt }, context);
  }
}

/** Whether there was such an attempt, and nothing may be held or kept for it any more. */
function isOver(order: Order, attempt: number): boolean {
  if (attempt < 1 || attempt > order.attempt) return false;
  return attempt < order.attempt || order.status === "pending" || order.status === "cancelled";
}
