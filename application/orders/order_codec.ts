/** The events of orders, to and from the log. */

import { z } from "zod";
import { moneyShape } from "../money_shape.ts";
import type { OrderEvent } from "../../domain/orders/order_events.ts";
import { type EventCodec, eventCodec } from "../events/codec.ts";
import type { Schema } from "../store/upcast.ts";
import { failureShape } from "./order_shapes.ts";

const order = { orderId: z.string() };
const attempt = { ...order, attempt: z.int().positive() };
const paymentId = z.string();

/** Encodes and decodes {@linkcode OrderEvent}; see there what each event says. */
export const orderCodec: EventCodec<OrderEvent> = eventCodec<OrderEvent>({
  OrderPlaced: first({ ...order, customerId: z.string() }),
  ItemAdded: first({
    ...order,
    productId: z.string(),
    name: z.string(),
    unitPrice: moneyShape,
    quantity: z.int().positive(),
  }),
  ItemRemoved: first({ ...order, productId: z.string() }),
  ConfirmationStarted: first({ ...attempt, method: z.string(), total: moneyShape }),
  PaymentBegun: first({ ...attempt, paymentId }),
  ConfirmationFailed: first({ ...attempt, ...failureShape }),
  OrderReopened: first(attempt),
  OrderConfirmed: first({
    ...attempt,
    paymentId,
    total: moneyShape,
    acceptedBy: z.string().exactOptional(),
  }),
  PaymentAbandoned: first({
    ...attempt,
    paymentId: paymentId.exactOptional(),
    abandonedBy: z.string(),
  }),
  OrderShipped: first(order),
  OrderDelivered: first(order),
  CancellationStarted: first(attempt),
  RefundRefused: first({ ...order, paymentId, reason: z.string() }),
  OrderCancelled: first({ ...order, refundId: z.string().exactOptional() }),
});

/** The first version of a shape. What was an id or a price when it was stored still is one. */
function first<Data extends OrderEvent["data"]>(fields: z.ZodRawShape): Schema<Data> {
  const shape = z.object(fields);
  return { version: 1, parse: (data) => shape.parse(data) as Data };
}
