/** The orders of a store: each a document, with its events in a stream, committed together. */

import type { Order } from "../../domain/orders/order.ts";
import type { OrderEvent } from "../../domain/orders/order_events.ts";
import { changeOne } from "../store/change_one.ts";
import type { Expectation } from "../store/store.ts";
import type { Transaction } from "../store/transaction.ts";
import type { UnitOfWorkPorts } from "../store/unit_of_work.ts";
import { orderCodec } from "./order_codec.ts";
import { encodeOrder, orderDocuments, ORDERS, ordersOf, parseOrder } from "./order_document.ts";
import type { OrderChanges, OrderRepository } from "./ports.ts";

/**
 * Keeps orders in a store.
 *
 * @example
 * ```ts
 * import { orderRepository } from "@portico/core";
 * import { memoryStore } from "@portico/core/memory";
 * import { randomIds, systemClock, systemRandom } from "@portico/core/system";
 *
 * const clock = systemClock();
 * await using store = memoryStore({ clock, newId: randomIds() });
 * const orders = orderRepository({ store, clock, random: systemRandom() });
 * const { items } = await orders.list({ limit: 10 }); // []
 * ```
 */
export function orderRepository(ports: UnitOfWorkPorts): OrderRepository {
  const documents = orderDocuments.of(ports.store);
  return {
    change: (work, context) => changeOne(ports, answered, (tx) => work(orderChanges(tx)), context),
    get: (id) => documents.get(id),
    list: ({ customerId, limit, after }) =>
      documents.find({ by: ordersOf(customerId), limit, after }),
  };
}

/** Names the stream of an order's events. */
export function orderStream(id: string): string {
  return `order/${id}`;
}

const answered = {
  collection: ORDERS,
  id: (order: Order) => order.id,
  encode: encodeOrder,
  parse: parseOrder,
};

function orderChanges(tx: Transaction): OrderChanges {
  const documents = orderDocuments.within(tx);

  function stage(order: Order, events: readonly OrderEvent[], expect?: Expectation): void {
    documents.save(order, expect);
    tx.append(orderStream(order.id), events.map(orderCodec.encode), expect ?? "some");
  }

  return {
    get: (id) => documents.get(id),
    add: (order, events) => stage(order, events, "none"),
    save: (order, events) => stage(order, events),
  };
}
