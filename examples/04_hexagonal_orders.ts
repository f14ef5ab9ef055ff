/**
 * One core between its ports: orders are driven by plain function calls, and what they need from
 * outside is handed to them. Then one port gets another adapter, and nothing else changes. Run with
 * `deno run -A examples/04_hexagonal_orders.ts`.
 */

import {
  abandonedPayments,
  createOrders,
  drain,
  type FindProduct,
  formatMoney,
  isDomainError,
  type NotifyCustomer,
  orderFulfilment,
  orderNotices,
  orderRepository,
  parseMoneyText,
  type PaymentGateway,
  redriveFulfilment,
  totalOf,
} from "@portico/core";
import { memoryClock, memoryStore, seededRandom, sequentialIds } from "@portico/core/memory";
import { simulatedPayments } from "@portico/core/simulated";
import { silentLog } from "@portico/core/system";

/** A catalogue of one product. */
const findProduct: FindProduct = (id) => {
  const price = parseMoneyText("79.99", "USD");
  const keyboard = { id: "keyboard", name: "Keyboard", price, available: 25 };
  return Promise.resolve(id === "keyboard" ? keyboard : undefined);
};

/** Customers are told on the terminal. */
const notifyCustomer: NotifyCustomer = {
  confirmed: ({ customerId, id }) =>
    Promise.resolve(console.log(`  ${customerId}: ${id} is yours`)),
  cancelled: ({ customerId, id }) => Promise.resolve(console.log(`  ${customerId}: ${id} is off`)),
};

/** Whatever stands behind the ports: this is what people, programs and the clock do to the core. */
async function sell(payments: PaymentGateway): Promise<void> {
  const clock = memoryClock();
  const random = seededRandom(1);
  const log = silentLog();
  await using store = memoryStore({ clock, newId: sequentialIds("event-") });
  const ports = {
    orders: orderRepository({ store, clock, random }),
    resumeFulfilment: redriveFulfilment({ store, clock, random }),
    findProduct,
    reserveStock: () => Promise.resolve({ status: "reserved" } as const),
    releaseStock: () => Promise.resolve(),
    payments,
    notifyCustomer,
    clock,
    newId: sequentialIds("order-"),
    log,
  };
  const orders = createOrders(ports);
  const subscriptions = [orderFulfilment(ports), abandonedPayments(ports), orderNotices(ports)];
  const machinery = { store, clock, random, newId: sequentialIds("run-"), log };

  const { id } = await orders.place({ customerId: "customer123" });
  const order = await orders.addItem({ id, productId: "keyboard", quantity: 3 });
  console.log(`${id}: ${formatMoney(totalOf(order))}, ${order.status}`);
  console.log(`${id}: ${(await orders.confirm({ id, paymentMethod: "pm_card_visa" })).status}`);
  await drain(machinery, subscriptions);
  console.log(`${id}: ${(await orders.get({ id })).status}`);
  await orders.cancel({ id });
  await drain(machinery, subscriptions);
  console.log(`${id}: ${(await orders.get({ id })).status}`);
  await orders.ship({ id }).catch((error) => {
    if (!isDomainError(error)) throw error;
    console.log(`${error.code}: ${error.message}`);
  });
}

console.log("A gateway that keeps books:");
const simulated = simulatedPayments({ clock: memoryClock() });
await sell(simulated);
const { items: [entry] } = await simulated.ledger({ limit: 10 });
console.log(`its books: ${entry?.charges.length} charge, ${entry?.refunds.length} refund`);

console.log("\nAnother one behind the same port, for who pays at the door:");
const taken = new Map<string, "begun" | "taken" | "cancelled" | "refunded">();
const now = (id: string, status: "begun" | "taken" | "cancelled" | "refunded") => {
  taken.set(id, status);
  return Promise.resolve({ id, status });
};
await sell({
  begin: ({ order, attempt }) => now(`door-${order}-${attempt}`, "begun"),
  complete: ({ id }) => now(id, "taken"),
  cancel: ({ id }) => now(id, taken.get(id) === "taken" ? "taken" : "cancelled"),
  refund: async ({ id }) => ({ status: "refunded", id: (await now(id, "refunded")).id }),
  lookup: (payment) => {
    const id = "id" in payment ? payment.id : `door-${payment.order}-${payment.attempt}`;
    const status = taken.get(id);
    return Promise.resolve(status && { id, status });
  },
});
console.log(`its books: ${[...taken].map((entry) => entry.join(" ")).join(", ")}`);
