/** What customers do to an order while it is pending. */

import type { CustomerId } from "./customer_id.ts";
import {
  ItemNotFound,
  NoSuchProduct,
  OrderNotModifiable,
  OtherCurrency,
  ProductNotAvailable,
  TooManyItems,
} from "./errors.ts";
import type { Order, OrderDecision, PendingOrder } from "./order.ts";
import type { OrderId } from "./order_id.ts";
import { type OrderItem, type ProductFacts, totalOf } from "./order_item.ts";

/** The most lines of one order: it is one document, and its reservation one commit. */
const MOST_ITEMS = 100;

/** So many units of a product, which there may be or not. */
export interface WantedItem {
  readonly productId: string;
  readonly quantity: number;
  /** What is known of the product; `undefined` when there is none. */
  readonly product: ProductFacts | undefined;
}

/** Starts an order with nothing in it. */
export function place(
  id: OrderId,
  customerId: CustomerId,
  at: string,
): OrderDecision<PendingOrder> {
  return {
    order: { id, customerId, items: [], placedAt: at, attempt: 0, status: "pending" },
    events: [{ type: "OrderPlaced", data: { orderId: id, customerId } }],
  };
}

/**
 * Adds units of a product: to its line if it has one, at the price of that line.
 *
 * @throws {OrderNotModifiable | NoSuchProduct | ProductNotAvailable} the first that is true
 * @throws {OtherCurrency | TooManyItems | AmountTooLarge}
 */
export function addItem(
  order: Order,
  { productId, quantity, product }: WantedItem,
): OrderDecision<PendingOrder> {
  requirePending(order);
  if (product === undefined) throw new NoSuchProduct(productId);
  const line = order.items.find((item) => item.productId === productId);
  const wanted = (line?.quantity ?? 0) + quantity;
  if (wanted > product.available) {
    throw new ProductNotAvailable(productId, wanted, product.available);
  }
  const { name, unitPrice } = line ?? { name: product.name, unitPrice: product.price };
  const items = withItem(order, { productId, name, unitPrice, quantity: wanted });
  totalOf({ items });
  return {
    order: { ...order, items },
    events: [{
      type: "ItemAdded",
      data: { orderId: order.id, productId, name, unitPrice, quantity },
    }],
  };
}

/**
 * Removes the line of a product.
 *
 * @throws {OrderNotModifiable | ItemNotFound} the first that is true
 */
export function removeItem(order: Order, productId: string): OrderDecision<PendingOrder> {
  requirePending(order);
  const items = order.items.filter((item) => item.productId !== productId);
  if (items.length === order.items.length) throw new ItemNotFound(order.id, productId);
  return {
    order: { ...order, items },
    events: [{ type: "ItemRemoved", data: { orderId: order.id, productId } }],
  };
}

function withItem({ id, items }: PendingOrder, item: OrderItem): readonly OrderItem[] {
  const at = items.findIndex(({ productId }) => productId === item.productId);
  if (at >= 0) return items.with(at, item);
  const expected = items[0]?.unitPrice.currency;
  const actual = item.unitPrice.currency;
  if (expected !== undefined && expected !== actual) throw new OtherCurrency(id, expected, actual);
  if (items.length >= MOST_ITEMS) throw new TooManyItems(id, MOST_ITEMS);
  return [...items, item];
}

function requirePending(order: Order): asserts order is PendingOrder {
  if (order.status !== "pending") throw new OrderNotModifiable(order);
}
