/** The fulfilment: what follows when a confirmation or a cancellation has begun. */

import type { OrderEvent } from "../../domain/orders/order_events.ts";
import { type Subscription, subscription } from "../events/subscription.ts";
import { fulfilOrder } from "./fulfil_order.ts";
import type { FulfilmentPorts } from "./fulfilment_ports.ts";
import { orderCodec } from "./order_codec.ts";

/** The name of the fulfilment. */
export const FULFILMENT = "order-fulfilment";

/**
 * Sees to the stock and the money of every order that is confirming or cancelling. A call that does
 * not answer within 5 seconds is given up and asked about later; other orders do not wait for it.
 * What stays unknown is parked after the last attempt, and the order stays as it is.
 *
 * @example
 * ```ts
 * import { orderFulfilment, orderRepository } from "@portico/core";
 * import { memoryStore } from "@portico/core/memory";
 * import { simulatedPayments } from "@portico/core/simulated";
 * import { randomIds, silentLog, systemClock, systemRandom } from "@portico/core/system";
 *
 * const clock = systemClock();
 * await using store = memoryStore({ clock, newId: randomIds() });
 * const fulfilment = orderFulfilment({
 *   orders: orderRepository({ store, clock, random: systemRandom() }),
 *   reserveStock: () => Promise.resolve({ status: "reserved" }),
 *   releaseStock: () => Promise.resolve(),
 *   payments: simulatedPayments({ clock }),
 *   log: silentLog(),
 * });
 * fulfilment.name; // "order-fulfilment"
 * ```
 */
export function orderFulfilment(ports: FulfilmentPorts): Subscription {
  return subscription<OrderEvent>({
    name: FULFILMENT,
    types: ["ConfirmationStarted", "CancellationStarted"],
    codec: orderCodec,
    concurrency: 64,
    timeout: 5_000,
    retry: { attempts: 12 },
    handle: ({ data }, context) => fulfilOrder(ports, data.orderId, context),
  });
}
