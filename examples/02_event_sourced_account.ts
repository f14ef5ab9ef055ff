/**
 * An account whose events are the truth: its balance is what they add up to, now and at any moment
 * of the past. Run with `deno run -A examples/02_event_sourced_account.ts`, which keeps them in
 * memory; STORE_URL moves the same lines to a file, Deno KV or PostgreSQL.
 */

import { drain, formatMoney, isDomainError, subscription } from "@portico/core";
import { compose, readConfig } from "@portico/core/composition";

const STORE_URL = Deno.env.get("STORE_URL") ?? "memory:";
await using application = await compose(readConfig({ STORE_URL }));
const { accounts, ports } = application;
const usd = (amount: number) => ({ amount: Math.round(amount * 100), currency: "USD" });

console.log("Commands are decided on the events so far, and leave new ones:");
const { id } = await accounts.open({ owner: "Ada Lovelace", openingBalance: usd(100) });
const deposit = { id, amount: usd(50) };
const deposited = await accounts.deposit(deposit, { commandId: `deposit-for-${id}` });
console.log(`${formatMoney(deposited.balance)} after a deposit, at version ${deposited.version}`);
const withdrawn = await accounts.withdraw({ id, amount: usd(30) });
console.log(
  `${formatMoney(withdrawn.balance)} after a withdrawal, at version ${withdrawn.version}`,
);

console.log("\nThe same command again, by its id, has no second effect:");
const again = await accounts.deposit(deposit, { commandId: `deposit-for-${id}` });
console.log(`${formatMoney(again.balance)} at version ${again.version}, as it was answered then`);

console.log("\nA rule of the business says no:");
try {
  await accounts.withdraw({ id, amount: usd(1000) });
} catch (error) {
  if (!isDomainError(error)) throw error;
  console.log(`${error.code}: ${error.message}`);
}

console.log("\nA transfer changes two accounts in one commit:");
const savings = await accounts.open({ owner: "Ada Lovelace", openingBalance: usd(0) });
const { from, to } = await accounts.transfer({ from: id, to: savings.id, amount: usd(20) });
console.log(`${formatMoney(from.balance)} here, ${formatMoney(to.balance)} there`);

console.log("\nThe account as it was at each version:");
for (let version = 1; version <= from.version; version++) {
  const then = await accounts.get({ id, version });
  console.log(`${version}. ${formatMoney(then.balance)}`);
}

console.log("\nWhat is read is folded from the log, by whoever runs the subscriptions:");
await drain(ports, [
  ...application.subscriptions,
  subscription({
    name: "say-what-happened",
    types: ["AccountCreated", "MoneyDeposited", "MoneyWithdrawn"],
    handle: ({ type }) => console.log(`- ${type}`),
  }),
]);
const { items } = await accounts.history({ id, limit: 10 });
for (const { version, kind, amount } of items) {
  console.log(`${version}. ${kind}${amount === null ? "" : ` ${formatMoney(amount)}`}`);
}
