/** Which steps an order can take now. */

import type { Order } from "../domain/orders/order.ts";

/** What people can do to an order. */
export type OrderStep =
  | "items"
  | "confirmation"
  | "cancellation"
  | "shipment"
  | "delivery"
  | "payment-acceptance"
  | "payment-abandonment";

/** What people can send from an order's page. */
export type OrderForm = OrderStep | "removal";

/** Tells which steps are legal; a word on a payment is for operators. */
export function stepsOf(order: Order, isOperator: boolean): readonly OrderStep[] {
  switch (order.status) {
    case "pending":
      return order.items.length === 0
        ? ["items", "cancellation"]
        : ["items", "confirmation", "cancellation"];
    case "confirming": {
      if (!isOperator) return ["cancellation"];
      const isInDoubt = order.paymentId !== undefined && order.failure === undefined;
      return isInDoubt
        ? ["cancellation", "payment-acceptance", "payment-abandonment"]
        : ["cancellation", "payment-abandonment"];
    }
    case "confirmed":
      return ["shipment", "cancellation"];
    case "shipped":
      return ["delivery"];
    case "cancelling":
      return isOperator ? ["payment-abandonment"] : [];
    case "delivered":
    case "cancelled":
      return [];
  }
}
