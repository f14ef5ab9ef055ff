/** How orders are shown. */

import { orderAnswer } from "../../application/orders/order_answer.ts";
import type { Stored } from "../../application/store/collection.ts";
import { formatMoney } from "../../domain/kernel/money_text.ts";
import type { Order } from "../../domain/orders/order.ts";
import { lineTotal, totalOf } from "../../domain/orders/order_item.ts";
import type { Said } from "./command_setting.ts";
import { columns, onOneLine, showOne, type View } from "./view.ts";

/** Orders in a list. */
export const orderView: View<Stored<Order>> = {
  answer: orderAnswer,
  heads: ["ID", "CUSTOMER", "STATUS", "ITEMS", "TOTAL", "VERSION"],
  row: (order) => {
    const { id, customerId, status, items, version } = order;
    return [id, customerId, status, items.length, formatMoney(totalOf(order)), version];
  },
  none: "There are no orders",
};

/** Shows an order with its items, and what is known of its payment. */
export function showOrder(order: Stored<Order>): Said {
  const { lines, ...said } = showOne(orderView, order);
  return { ...said, lines: [...lines, ...itemsOf(order), ...paymentOf(order).map(onOneLine)] };
}

function itemsOf({ items }: Order): readonly string[] {
  if (items.length === 0) return [];
  const heads = ["PRODUCT", "NAME", "QUANTITY", "UNIT PRICE", "LINE TOTAL"];
  return [
    "",
    ...columns(
      heads,
      items.map((item) => {
        const { productId, name, quantity, unitPrice } = item;
        return [productId, name, quantity, formatMoney(unitPrice), formatMoney(lineTotal(item))];
      }),
    ),
  ];
}

function paymentOf(order: Order): readonly string[] {
  switch (order.status) {
    case "pending":
      return order.lastPayment === undefined
        ? []
        : ["", `Not confirmed: ${order.lastPayment.reason}`];
    case "confirming":
    case "confirmed":
    case "shipped":
    case "delivered":
      return order.paymentId === undefined ? [] : ["", `Payment: ${order.paymentId}`];
    case "cancelling":
      return order.refundRefused === undefined ? [] : ["", `Not refunded: ${order.refundRefused}`];
    case "cancelled":
      return order.refund === undefined
        ? []
        : ["", `Refund: ${order.refund.id ?? order.refund.paymentId}`];
  }
}
