/** What tests of orders stand on: the use cases over a memory store, and what is outside. */

import { type MemoryClock, memoryClock } from "../../../adapters/memory/clock.ts";
import { seededRandom, sequentialIds } from "../../../adapters/memory/chance.ts";
import { type MemoryLog, memoryLog } from "../../../adapters/memory/log.ts";
import { memoryStore } from "../../../adapters/memory/store.ts";
import { drain } from "../../events/drain.ts";
import type { Subscription, SubscriptionPorts } from "../../events/subscription.ts";
import type { Email, SendEmail } from "../../mail/send_email.ts";
import type { Changes, Recorded, Store } from "../../store/store.ts";
import { abandonedPayments } from "../abandoned_payments.ts";
import { orderFulfilment } from "../fulfilment.ts";
import { addressInCustomerId, mailCustomer } from "../mail_customer.ts";
import { orderNotices } from "../order_notices.ts";
import { orderRepository } from "../order_repository.ts";
import { createOrders, type Orders, type OrdersPorts } from "../orders.ts";
import type { PaymentGateway } from "../payment_gateway.ts";
import { redriveFulfilment } from "../resume_fulfilment.ts";
import { PaymentBook } from "./payment_book.ts";
import { StockBook } from "./stock_book.ts";

export interface OrdersRoom {
  readonly orders: Orders;
  readonly ports: OrdersPorts;
  readonly machinery: SubscriptionPorts;
  readonly store: Store;
  readonly clock: MemoryClock;
  readonly log: MemoryLog;
  readonly stock: StockBook;
  readonly payments: PaymentBook;
  readonly mails: Email[];
  /** Every commit that was tried, in order. */
  readonly commits: readonly Changes[];
  readonly subscriptions: readonly Subscription[];
  /** Does whatever can be done now. */
  readonly settle: () => Promise<void>;
  readonly events: () => Promise<readonly Recorded[]>;
  readonly eventTypes: () => Promise<readonly string[]>;
}

export interface RoomOptions {
  /** Stand in the place of the usual ones. */
  readonly ports?: Partial<Omit<OrdersPorts, "payments">>;
  readonly payments?: Partial<PaymentGateway>;
  readonly sendEmail?: SendEmail;
  readonly around?: (store: Store) => Partial<Store>;
}

export const demoStock = {
  prod1: ["Laptop", 999_99, 10],
  prod2: ["Mouse", 29_99, 50],
  prod3: ["Keyboard", 79_99, 25],
} as const;

export function ordersRoom(options: RoomOptions = {}): OrdersRoom {
  const clock = memoryClock();
  const log = memoryLog();
  const inner = memoryStore({ clock, newId: sequentialIds("event-") });
  const commits: Changes[] = [];
  const changed: Store = { ...inner, ...options.around?.(inner) };
  const store: Store = {
    ...changed,
    commit: (changes) => {
      commits.push(changes);
      return changed.commit(changes);
    },
  };
  const stock = new StockBook(demoStock);
  const payments = new PaymentBook();
  const mails: Email[] = [];
  const machinery = { store, clock, random: seededRandom(1), newId: sequentialIds("runner-"), log };
  const ports: OrdersPorts = {
    orders: orderRepository(machinery),
    resumeFulfilment: redriveFulfilment(machinery),
    findProduct: (id) => Promise.resolve(stock.find(id)),
    reserveStock: (request) => Promise.resolve(stock.reserve(request)),
    releaseStock: (claim) => Promise.resolve(stock.release(claim)),
    payments: { ...gatewayOf(payments), ...options.payments },
    clock,
    newId: sequentialIds("order-"),
    log,
    ...options.ports,
  };
  const sendEmail = options.sendEmail ?? ((mail) => Promise.resolve(void mails.push(mail)));
  const notifyCustomer = mailCustomer({ sendEmail, findCustomerAddress: addressInCustomerId });
  const subscriptions = [
    orderFulfilment(ports),
    abandonedPayments(ports),
    orderNotices({ orders: ports.orders, notifyCustomer }),
  ];
  const events = async () => (await inner.readLog({ after: 0, limit: 10_000 })).events;
  return {
    orders: createOrders(ports),
    ports,
    machinery,
    store,
    clock,
    log,
    stock,
    payments,
    mails,
    commits,
    subscriptions,
    settle: () => drain(machinery, subscriptions),
    events,
    eventTypes: async () => (await events()).map(({ type }) => type),
  };
}

/** A gateway that always answers, and at once. */
export function gatewayOf(book: PaymentBook): PaymentGateway {
  return {
    begin: (payment) => Promise.resolve(book.begin(payment)),
    complete: (payment) => Promise.resolve(book.complete(payment)),
    lookup: (payment) => Promise.resolve(book.lookup(payment)),
    cancel: (payment) => Promise.resolve(book.cancel(payment)),
    refund: (payment) => Promise.resolve(book.refund(payment)),
  };
}

/** Places an order of some mice, 29.99 each, or as told. */
export async function placed(
  { orders }: Pick<OrdersRoom, "orders">,
  items: Readonly<Record<string, number>> = { prod2: 2 },
): Promise<string> {
  const { id } = await orders.place({ customerId: "customer456" });
  for (const [productId, quantity] of Object.entries(items)) {
    await orders.addItem({ id, productId, quantity });
  }
  return id;
}

/** Places an order and asks for its confirmation. */
export async function confirming(
  room: Pick<OrdersRoom, "orders">,
  paymentMethod = "visa",
): Promise<string> {
  const id = await placed(room);
  await room.orders.confirm({ id, paymentMethod });
  return id;
}

/** Places an order and lets it be confirmed. */
export async function confirmed(room: OrdersRoom): Promise<string> {
  const id = await confirming(room);
  await room.settle();
  return id;
}

/** Moves on to the next attempts, as often as told. */
export async function retried(room: OrdersRoom, times = 4): Promise<void> {
  for (let n = 0; n < times; n++) {
    await room.settle();
    room.clock.advance(600_000);
  }
  await room.settle();
}

/** Notes what is asked, and what is stored of the order then. */
export function recording(asked: string[], room: () => OrdersRoom): PaymentGateway {
  const call = <Question, Answer>(
    name: string,
    answer: (gateway: PaymentGateway, question: Question, signal: AbortSignal) => Promise<Answer>,
  ) =>
  async (question: Question, signal: AbortSignal) => {
    const order = await room().orders.get({ id: "order-1" });
    const payment = "paymentId" in order ? ` ${order.paymentId}` : "";
    asked.push(`${name}, ${order.status}${payment}`);
    return await answer(gatewayOf(room().payments), question, signal);
  };
  return {
    begin: call("begin", ({ begin }, question, signal) => begin(question, signal)),
    complete: call("complete", ({ complete }, question, signal) => complete(question, signal)),
    lookup: call("lookup", ({ lookup }, question, signal) => lookup(question, signal)),
    cancel: call("cancel", ({ cancel }, question, signal) => cancel(question, signal)),
    refund: call("refund", ({ refund }, question, signal) => refund(question, signal)),
  };
}
