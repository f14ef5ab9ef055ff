/** Orders as documents: found by id, listed in the order of placing, all or those of a customer. */

import { z } from "zod";
import { moneyShape } from "../money_shape.ts";
import type { CustomerId } from "../../domain/orders/customer_id.ts";
import type { Order } from "../../domain/orders/order.ts";
import { type Collection, collection } from "../store/collection.ts";
import type { IndexRange } from "../store/store.ts";
import { failureShape } from "./order_shapes.ts";

/** The name of the collection of all orders. */
export const ORDERS = "orders";

const item = z.object({
  productId: z.string(),
  name: z.string(),
  unitPrice: moneyShape,
  quantity: z.int().positive(),
});
const placed = {
  id: z.string(),
  customerId: z.string(),
  items: z.array(item),
  placedAt: z.string(),
  attempt: z.int().nonnegative(),
};
const failed = z.object({ ...failureShape, attempt: z.int().positive() });
const refund = z.object({
  paymentId: z.string(),
  id: z.string().exactOptional(),
  status: z.enum(["refunded", "pending"]),
});
const paymentId = z.string();
const shape = z.discriminatedUnion("status", [
  z.object({ ...placed, status: z.literal("pending"), lastPayment: failed.exactOptional() }),
  z.object({
    ...placed,
    status: z.literal("confirming"),
    method: z.string(),
    paymentId: paymentId.exactOptional(),
    failure: failed.exactOptional(),
  }),
  z.object({ ...placed, status: z.literal("confirmed"), paymentId }),
  z.object({ ...placed, status: z.literal("shipped"), paymentId }),
  z.object({ ...placed, status: z.literal("delivered"), paymentId }),
  z.object({
    ...placed,
    status: z.literal("cancelling"),
    paymentId: paymentId.exactOptional(),
    refundRefused: z.string().exactOptional(),
  }),
  z.object({ ...placed, status: z.literal("cancelled"), refund: refund.exactOptional() }),
]);

/** The collection of all orders. */
export const orderDocuments: Collection<Order> = collection<Order>({
  name: ORDERS,
  id: (order) => order.id,
  schema: { version: 1, parse: parseOrder },
  encode: encodeOrder,
  index: ({ customerId, placedAt }) => ({
    placedAt,
    customer: `${customerId}${AFTER_CUSTOMER}${placedAt}`,
  }),
});

/** Tells where the index has all orders, or those of one customer, in the order of placing. */
export function ordersOf(customerId: CustomerId | undefined): IndexRange {
  if (customerId === undefined) return { index: "placedAt" };
  return {
    index: "customer",
    from: `${customerId}${AFTER_CUSTOMER}`,
    to: `${customerId}${PAST_CUSTOMER}`,
  };
}

/** An order as JSON. */
export type OrderJson = z.infer<typeof shape>;

/** Validates a stored order. What was an id or a price when it was stored still is one. */
export function parseOrder(data: unknown): Order {
  const parsed: unknown = shape.parse(data);
  return parsed as Order;
}

/** Writes an order and nothing else that is known about it, such as its version. */
export function encodeOrder(order: Order): OrderJson {
  return shape.parse(order);
}

/** No customer id has control characters: these two end one, in the order of their bytes. */
const AFTER_CUSTOMER = "\u0001";
const PAST_CUSTOMER = "\u0002";
