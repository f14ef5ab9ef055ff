/** The hexagonal demo: orders, put together as they are served, on memory. */

import { drain, formatMoney, type Order, totalOf } from "@portico/core";
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
import type { Demo } from "./demo.ts";

/** Two orders are placed; what follows is paid, told, declined, cancelled and refunded. */
export const orders: Demo = async (say) => {
  await using application = await compose(readConfig({ STORE_URL: "memory:" }), [
    // What is printed is the same every time. Whatever else is bound stays as it is served.
    value(CLOCK, memoryClock()),
    value(NEW_ID, sequentialIds("id-")),
    value(RANDOM, seededRandom(1)),
  ]);
  const { orders, catalog, ports, subscriptions } = application;
  await catalog.loadDemo();

  const { id } = await orders.place({ customerId: "customer123" });
  const filled = await orders.addItem({ id, productId: "prod1", quantity: 1 });
  say(
    `order ${id} of ${filled.customerId}: total ${formatMoney(totalOf(filled))}, ${
      counted(filled)
    }`,
  );
  const other = await orders.place({ customerId: "customer456" });
  say(
    `order ${other.id} of ${other.customerId}: total ${formatMoney(totalOf(other))}, ${
      counted(other)
    }`,
  );

  say(`order ${id} is ${(await orders.confirm({ id, paymentMethod: "pm_card_visa" })).status}`);
  await drain(ports, subscriptions);
  say(`order ${id} is ${(await orders.get({ id })).status}`);
  await sayMoney(application, id, say);

  await orders.addItem({ id: other.id, productId: "prod3", quantity: 3 });
  await orders.confirm({ id: other.id, paymentMethod: "pm_card_chargeDeclined" });
  await drain(ports, subscriptions);
  const declined = await orders.get({ id: other.id });
  const reason = declined.status === "pending" ? declined.lastPayment?.reason : undefined;
  say(
    `order ${other.id}, ${formatMoney(totalOf(declined))}, is ${declined.status} again: ${reason}`,
  );

  say(`order ${id} is ${(await orders.cancel({ id })).status}`);
  await drain(ports, subscriptions);
  say(`order ${id} is ${(await orders.get({ id })).status}`);
  await sayMoney(application, id, say);

  const mails = await application.readMailbox?.({ limit: 10 });
  for (const { to, subject } of mails?.items ?? []) say(`a mail to ${to}: "${subject}"`);
  for (const productId of ["prod1", "prod3"]) {
    const { name, stock } = await catalog.get({ id: productId });
    say(`${name}: ${stock} in stock`);
  }
};

function counted({ items }: Order): string {
  return items.length === 1 ? "1 item" : `${items.length} items`;
}

/** Says what the payment gateway has in its books. */
async function sayMoney(
  { readLedger }: Application,
  order: string,
  say: (line: string) => void,
): Promise<void> {
  const ledger = await readLedger?.({ order, limit: 10 });
  for (const { id, charges, refunds } of ledger?.items ?? []) {
    const taken = charges.map(({ amount }) => `${formatMoney(amount)} taken`);
    const back = refunds.map(({ amount }) => `${formatMoney(amount)} given back`);
    say(`the gateway's books, ${id}: ${[...taken, ...back].join(", ")}`);
  }
}
