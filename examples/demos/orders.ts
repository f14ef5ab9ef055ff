/** The hexagonal demo: orders, put together as they are served, on memory. */

import {
  askRebuild,
  drain,
  formatMoney,
  type MoneyInput,
  parseMoney,
  projectionStatus,
  subscriptionStatus,
  totalOf,
} from "@portico/core";
import {
  type Application,
  CLOCK,
  compose,
  NEW_ID,
  RANDOM,
  readConfig,
  value,
} from "@portico/core/composition";
import { memoryClock, seededRandom, sequentialIds } from "@portico/core/memory";
import { createApp } from "@portico/core/web";
import type { Demo } from "./demo.ts";

type Say = (line: string) => void;

/** Two orders are placed; what follows is paid, told, declined, cancelled and refunded. */
export const orders: Demo = async (say) => {
  await using application = await compose(readConfig({ STORE_URL: "memory:" }), [
    // What is printed is the same every time. Whatever else is bound stays as it is served.
    value(CLOCK, memoryClock()),
    value(NEW_ID, sequentialIds("id-")),
    value(RANDOM, seededRandom(1)),
  ]);
  const { catalog, readMailbox } = application;
  await catalog.loadDemo();

  const [first, second] = await place(application, say);
  await confirm(application, first, say);
  await decline(application, second, say);
  await cancel(application, first, say);

  const mails = await readMailbox?.({ limit: 10 });
  for (const { to, subject } of mails?.items ?? []) say(`a mail to ${to}: "${subject}"`);
  for (const id of ["prod1", "prod3"]) {
    const { name, stock } = await catalog.get({ id });
    say(`${name}: ${stock} in stock`);
  }
};

/** One core, driven over HTTP and by a function. */
async function place(application: Application, say: Say): Promise<readonly [string, string]> {
  const send = sendTo(application);
  const { id } = await send("/orders", { customerId: "customer123" });
  const filled = await send(`/orders/${id}/items`, { productId: "prod1", quantity: 1 });
  const sum = formatMoney(parseMoney(filled.total));
  say(`over HTTP: order ${id} of ${filled.customerId}: total ${sum}, ${counted(filled)}`);

  const other = await application.orders.place({ customerId: "customer456" });
  const total = formatMoney(totalOf(other));
  say(`by a function: order ${other.id} of ${other.customerId}: total ${total}, ${counted(other)}`);
  return [id, other.id];
}

async function confirm(application: Application, id: string, say: Say): Promise<void> {
  const { orders, ports, subscriptions } = application;
  say(`order ${id} is ${(await orders.confirm({ id, paymentMethod: "pm_card_visa" })).status}`);
  await drain(ports, subscriptions);
  say(`order ${id} is ${(await orders.get({ id })).status}`);
  await sayMoney(application, id, say);
}

async function decline(application: Application, id: string, say: Say): Promise<void> {
  const { orders, ports, subscriptions } = application;
  await orders.addItem({ id, productId: "prod3", quantity: 3 });
  await orders.confirm({ id, paymentMethod: "pm_card_chargeDeclined" });
  await drain(ports, subscriptions);
  const order = await orders.get({ id });
  const reason = order.status === "pending" ? order.lastPayment?.reason : undefined;
  say(`order ${id}, ${formatMoney(totalOf(order))}, is ${order.status} again: ${reason}`);
}

async function cancel(application: Application, id: string, say: Say): Promise<void> {
  const { orders, ports, subscriptions } = application;
  say(`order ${id} is ${(await orders.cancel({ id })).status}`);
  await drain(ports, subscriptions);
  say(`order ${id} is ${(await orders.get({ id })).status}`);
  await sayMoney(application, id, say);
}

/** An order as HTTP answers it. */
interface Answer {
  readonly id: string;
  readonly customerId: string;
  readonly items: readonly unknown[];
  readonly total: MoneyInput;
}

/** Drives the application through its web app, as a client over the network does. */
function sendTo(application: Application): (path: string, body: unknown) => Promise<Answer> {
  const { ports, wiring } = application;
  const app = createApp({
    ...ports,
    ...application,
    subscriptions: { status: () => subscriptionStatus(ports.store) },
    projections: {
      status: () => projectionStatus(ports.store),
      rebuild: (name, actor) => askRebuild(ports, name, actor),
    },
    wiring: () => wiring,
    adminToken: "",
    allowedHosts: ["localhost"],
  });
  return async (path, body) => {
    const response = await app.request(path, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(body),
    });
    if (!response.ok) throw new Error(`${path} answered ${response.status}`);
    return await response.json();
  };
}

function counted({ items }: { readonly items: readonly unknown[] }): string {
  return items.length === 1 ? "1 item" : `${items.length} items`;
}

/** Says what the payment gateway has in its books. */
async function sayMoney(
  { readLedger }: Application,
  order: string,
  say: Say,
): Promise<void> {
  const ledger = await readLedger?.({ order, limit: 10 });
  for (const { id, charges, refunds } of ledger?.items ?? []) {
    const taken = charges.map(({ amount }) => `${formatMoney(amount)} taken`);
    const back = refunds.map(({ amount }) => `${formatMoney(amount)} given back`);
    say(`the gateway's books, ${id}: ${[...taken, ...back].join(", ")}`);
  }
}
