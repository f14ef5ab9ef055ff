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
import { runProgram } from "@portico/core/cli";
import {
  type Application,
  compose,
  NEW_ID,
  RANDOM,
  readConfig,
  value,
} from "@portico/core/composition";
import { seededRandom, sequentialIds } from "@portico/core/memory";
import { createApp } from "@portico/core/web";
import type { Demo } from "./demo.ts";

type Say = (line: string) => void;

/** Two orders are placed; what follows is paid, told, declined, cancelled and refunded. */
export const orders: Demo = async (say) => {
  await using application = await compose(readConfig({ STORE_URL: "memory:" }), [
    // What is printed is the same every time. Whatever else is bound stays as it is served.
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
  for (const { to, subject } of mails?.items.toReversed() ?? []) {
    say(`a mail to ${to}: "${subject}"`);
  }
  for (const id of ["prod1", "prod3"]) {
    const { name, stock } = await catalog.get({ id });
    say(`${name}: ${stock} in stock`);
  }
};

/** One core, driven over HTTP and from the command line. */
async function place(application: Application, say: Say): Promise<readonly [string, string]> {
  const send = sendTo(application);
  const { id } = await send("/orders", { customerId: "customer123" });
  const filled = await send(`/orders/${id}/items`, { productId: "prod1", quantity: 1 });
  say(`over HTTP: ${described(filled)}`);

  const { answer } = await portico(application, "orders create --customer customer456");
  say(`from the command line: ${described(answer)}`);
  return [id, answer.id];
}

async function confirm(application: Application, id: string, say: Say): Promise<void> {
  const { orders, ports, subscriptions } = application;
  say(`order ${id} is ${(await orders.confirm({ id, paymentMethod: "pm_card_visa" })).status}`);
  await drain(ports, subscriptions);
  say(`order ${id} is ${(await orders.get({ id })).status}`);
  await sayMoney(application, id, say);
}

async function decline(application: Application, id: string, say: Say): Promise<void> {
  await portico(application, `orders add-item ${id} prod3 --quantity 3`);
  const method = "pm_card_chargeDeclined";
  const { error } = await portico(application, `orders confirm ${id} --payment-method ${method}`);
  say(`from the command line: ${error}`);
  const order = await application.orders.get({ id });
  say(`order ${id}, ${formatMoney(totalOf(order))}, is ${order.status} again`);
}

async function cancel(application: Application, id: string, say: Say): Promise<void> {
  const { orders, ports, subscriptions } = application;
  say(`order ${id} is ${(await orders.cancel({ id })).status}`);
  await drain(ports, subscriptions);
  say(`order ${id} is ${(await orders.get({ id })).status}`);
  await sayMoney(application, id, say);
}

/** An order as clients get it. */
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

/** Drives the application from its command line, as a program does. */
async function portico(
  application: Application,
  line: string,
): Promise<{ readonly answer: Answer; readonly error: string }> {
  const [out, errors]: [string[], string[]] = [[], []];
  // The demo goes on with the application when a command has closed it.
  const stayOpen = () => Promise.resolve();
  await runProgram([...line.split(" "), "--json"], {
    open: () =>
      Promise.resolve({ ...application, worker: "inside", [Symbol.asyncDispose]: stayOpen }),
    write: (line) => out.push(line),
    writeError: (line) => errors.push(line),
  });
  return { answer: JSON.parse(out[0] ?? "null"), error: errors.join() };
}

function described({ id, customerId, items, total }: Answer): string {
  const counted = items.length === 1 ? "1 item" : `${items.length} items`;
  return `order ${id} of ${customerId}: total ${formatMoney(parseMoney(total))}, ${counted}`;
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
