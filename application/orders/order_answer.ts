/** Orders as clients get them. */

import type { Json } from "../../domain/kernel/json.ts";
import type { Order } from "../../domain/orders/order.ts";
import { lineTotal, totalOf } from "../../domain/orders/order_item.ts";
import type { Stored } from "../store/collection.ts";

/** Writes an order as clients get it, with what is known of its payment. */
export function orderAnswer(order: Stored<Order>): Json {
  const { id, customerId, status, items, version } = order;
  return {
    id,
    customerId,
    status,
    items: items.map((item) => ({ ...item, lineTotal: lineTotal(item) })),
    total: totalOf(order),
    ...paymentPart(order),
    version,
  };
}

/** The payment method stays between the customer and the gateway. */
function paymentPart(order: Order): { readonly [name: string]: Json } {
  switch (order.status) {
    case "pending":
      return order.lastPayment === undefined ? {} : { lastPayment: { ...order.lastPayment } };
    case "confirming":
    case "confirmed":
    case "shipped":
    case "delivered":
      return order.paymentId === undefined ? {} : { paymentId: order.paymentId };
    case "cancelling": {
      const { paymentId, refundRefused } = order;
      return {
        ...(paymentId === undefined ? {} : { paymentId }),
        ...(refundRefused === undefined ? {} : { refundRefused }),
      };
    }
    case "cancelled":
      return order.refund === undefined ? {} : { refund: { ...order.refund } };
  }
}
