/** Everything that can be asked of orders: the table of contents of the context. */

import type { Order } from "../../domain/orders/order.ts";
import type { CommandContext } from "../command_context.ts";
import type { Saved, Stored } from "../store/collection.ts";
import type { Page } from "../store/store.ts";
import { abandonPayment } from "./abandon_payment.ts";
import { acceptPayment, type JudgePayment, type JudgePaymentPorts } from "./accept_payment.ts";
import { type AddItem, addItem, type AddItemPorts } from "./add_item.ts";
import { type AwaitSettled, awaitSettled, type AwaitSettledPorts } from "./await_settled.ts";
import { type CancelOrder, cancelOrder, type CancelOrderPorts } from "./cancel_order.ts";
import { type ConfirmOrder, confirmOrder, type ConfirmOrderPorts } from "./confirm_order.ts";
import { type DeliverOrder, deliverOrder, type DeliverOrderPorts } from "./deliver_order.ts";
import { type FindOrders, findOrders, type FindOrdersPorts } from "./find_orders.ts";
import type { FulfilmentContext } from "./fulfilment_ports.ts";
import { type GetOrder, getOrder, type GetOrderPorts } from "./get_order.ts";
import { type PlaceOrder, placeOrder, type PlaceOrderPorts } from "./place_order.ts";
import { type RemoveItem, removeItem, type RemoveItemPorts } from "./remove_item.ts";
import { type ReportPayment, reportPayment, type ReportPaymentPorts } from "./report_payment.ts";
import { type ShipOrder, shipOrder, type ShipOrderPorts } from "./ship_order.ts";

/** What the use cases of orders need, all together. */
export interface OrdersPorts
  extends
    PlaceOrderPorts,
    AddItemPorts,
    RemoveItemPorts,
    ConfirmOrderPorts,
    CancelOrderPorts,
    ShipOrderPorts,
    DeliverOrderPorts,
    GetOrderPorts,
    FindOrdersPorts,
    AwaitSettledPorts,
    JudgePaymentPorts,
    ReportPaymentPorts {
  readonly orders: ReportPaymentPorts["orders"] & FindOrdersPorts["orders"];
  readonly clock: PlaceOrderPorts["clock"] & AwaitSettledPorts["clock"];
}

/** The use cases of orders, with their ports given. */
export interface Orders {
  readonly place: (command: PlaceOrder, context?: CommandContext) => Promise<Saved<Order>>;
  readonly addItem: (command: AddItem, context?: CommandContext) => Promise<Saved<Order>>;
  readonly removeItem: (command: RemoveItem, context?: CommandContext) => Promise<Saved<Order>>;
  readonly confirm: (command: ConfirmOrder, context?: CommandContext) => Promise<Saved<Order>>;
  readonly cancel: (command: CancelOrder, context?: CommandContext) => Promise<Saved<Order>>;
  readonly ship: (command: ShipOrder, context?: CommandContext) => Promise<Saved<Order>>;
  readonly deliver: (command: DeliverOrder, context?: CommandContext) => Promise<Saved<Order>>;
  readonly get: (query: GetOrder) => Promise<Stored<Order>>;
  readonly find: (query: FindOrders) => Promise<Page<Stored<Order>>>;
  /** After `confirm` and `cancel`: what became of it, or where it stands when the time is up. */
  readonly awaitSettled: (query: AwaitSettled, signal?: AbortSignal) => Promise<Stored<Order>>;
  readonly acceptPayment: (
    command: JudgePayment,
    context?: CommandContext,
  ) => Promise<Saved<Order>>;
  readonly abandonPayment: (
    command: JudgePayment,
    context?: CommandContext,
  ) => Promise<Saved<Order>>;
  readonly reportPayment: (news: ReportPayment, context: FulfilmentContext) => Promise<void>;
}

/**
 * Gives the use cases of orders their ports.
 *
 * @example
 * ```ts
 * import { createOrders, orderRepository, parseMoney, redriveFulfilment } from "@portico/core";
 * import { memoryStore } from "@portico/core/memory";
 * import { simulatedPayments } from "@portico/core/simulated";
 * import { randomIds, silentLog, systemClock, systemRandom } from "@portico/core/system";
 *
 * const clock = systemClock();
 * const newId = randomIds();
 * await using store = memoryStore({ clock, newId });
 * const machinery = { store, clock, random: systemRandom() };
 * const price = parseMoney({ amount: 999_99, currency: "USD" });
 * const orders = createOrders({
 *   orders: orderRepository(machinery),
 *   resumeFulfilment: redriveFulfilment(machinery),
 *   findProduct: (id) => Promise.resolve({ id, name: "Laptop", price, available: 10 }),
 *   reserveStock: () => Promise.resolve({ status: "reserved" }),
 *   releaseStock: () => Promise.resolve(),
 *   payments: simulatedPayments({ clock }),
 *   clock,
 *   newId,
 *   log: silentLog(),
 * });
 * const { id } = await orders.place({ customerId: "customer123" });
 * await orders.addItem({ id, productId: "prod1", quantity: 1 });
 * await orders.confirm({ id, paymentMethod: "pm_card_visa" }); // status: "confirming"
 * ```
 */
export function createOrders(ports: OrdersPorts): Orders {
  return {
    place: (command, context) => placeOrder(ports, command, context),
    addItem: (command, context) => addItem(ports, command, context),
    removeItem: (command, context) => removeItem(ports, command, context),
    confirm: (command, context) => confirmOrder(ports, command, context),
    cancel: (command, context) => cancelOrder(ports, command, context),
    ship: (command, context) => shipOrder(ports, command, context),
    deliver: (command, context) => deliverOrder(ports, command, context),
    get: (query) => getOrder(ports, query),
    find: (query) => findOrders(ports, query),
    awaitSettled: (query, signal) => awaitSettled(ports, query, signal),
    acceptPayment: (command, context) => acceptPayment(ports, command, context),
    abandonPayment: (command, context) => abandonPayment(ports, command, context),
    reportPayment: (news, context) => reportPayment(ports, news, context),
  };
}
