/** The layered demo: users and products, put together as they are served, on memory. */

import { drain, formatMoney, isDomainError } from "@portico/core";
import { CLOCK, compose, NEW_ID, RANDOM, readConfig, value } from "@portico/core/composition";
import { memoryClock, seededRandom, sequentialIds } from "@portico/core/memory";
import type { Demo } from "./demo.ts";

/** John Doe is created and welcomed, a laptop gets its price, Jane Doe cannot have John's address. */
export const catalog: Demo = async (say) => {
  await using application = await compose(readConfig({ STORE_URL: "memory:" }), [
    // What is printed is the same every time. Whatever else is bound stays as it is served.
    value(CLOCK, memoryClock()),
    value(NEW_ID, sequentialIds("id-")),
    value(RANDOM, seededRandom(1)),
  ]);
  const { users, catalog, ports, subscriptions, readMailbox } = application;

  const john = await users.register({ name: "John Doe", email: "john@example.com" });
  say(`${john.name} <${john.email}> is created`);
  await drain(ports, subscriptions);
  const mails = await readMailbox?.({ limit: 10 });
  for (const { to, subject } of mails?.items ?? []) say(`a mail is sent to ${to}: "${subject}"`);

  const laptop = await catalog.create({
    name: "Laptop",
    categoryId: "electronics",
    basePrice: { amount: 999_99, currency: "USD" },
    stock: 10,
  });
  const { name, basePrice, categoryId, price, stock } = laptop;
  say(`${name}, ${formatMoney(basePrice)} in ${categoryId}, costs ${formatMoney(price)}`);
  const cheaper = { id: laptop.id, basePrice: { amount: 899_99, currency: "USD" } };
  const repriced = await catalog.reprice(cheaper);
  say(`and ${formatMoney(repriced.price)} at a base price of ${formatMoney(repriced.basePrice)}`);
  const { items } = await catalog.list({ categoryId: "electronics", limit: 10 });
  say(`in ${categoryId}: ${items.map(({ name }) => name).join(", ")}, ${stock} in stock`);

  try {
    await users.register({ name: "Jane Doe", email: john.email });
  } catch (error) {
    if (!isDomainError(error)) throw error;
    say(`Jane Doe is refused: ${error.message} (${error.code})`);
  }
};
