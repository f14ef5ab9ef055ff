/** The event-driven demo: an account that is event-sourced, put together as it is served, on memory. */

import { drain, formatMoney, subscription } from "@portico/core";
import { CLOCK, compose, NEW_ID, RANDOM, readConfig, value } from "@portico/core/composition";
import { memoryClock, seededRandom, sequentialIds } from "@portico/core/memory";
import type { Demo } from "./demo.ts";

/** account123 is opened with 100, has 150 after a deposit and 120 after a withdrawal. */
export const accounts: Demo = async (say) => {
  await using application = await compose(readConfig({ STORE_URL: "memory:" }), [
    // What is printed is the same every time. Whatever else is bound stays as it is served.
    value(CLOCK, memoryClock()),
    value(NEW_ID, sequentialIds("id-")),
    value(RANDOM, seededRandom(1)),
  ]);
  const { accounts, ports, subscriptions } = application;
  const id = "account123";
  const usd = (dollars: number) => ({ amount: dollars * 100, currency: "USD" });

  const opened = await accounts.open({ id, owner: "John Doe", openingBalance: usd(100) });
  say(`${id} is opened with ${formatMoney(opened.balance)}`);
  const deposited = await accounts.deposit({ id, amount: usd(50) });
  say(`${formatMoney(deposited.balance)} after a deposit of ${formatMoney(usd(50))}`);
  const withdrawn = await accounts.withdraw({ id, amount: usd(30) });
  say(`${formatMoney(withdrawn.balance)} after a withdrawal of ${formatMoney(usd(30))}`);

  await drain(ports, [
    ...subscriptions,
    subscription({
      name: "show-events",
      types: ["AccountCreated", "MoneyDeposited", "MoneyWithdrawn"],
      handle: ({ type, stream, version }) =>
        say(`published: ${type}, version ${version} of ${stream}`),
    }),
  ]);
  const { balance, closed } = await accounts.balance({ id });
  say(`the balance that is read: ${formatMoney(balance)}, ${closed ? "closed" : "open"}`);
  const { items } = await accounts.history({ id, limit: 10 });
  const entries = items.map(({ kind, amount }) =>
    amount === null ? kind : `${kind} ${formatMoney(amount)}`
  );
  say(`its history: ${entries.join(", ")}`);
};
