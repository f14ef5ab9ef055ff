/**
 * A catalogue in layers: pure rules in the domain, use cases that get their ports as arguments, and
 * a store under them. Run with `deno run -A examples/03_layered_catalog.ts`.
 */

import {
  createCatalog,
  formatMoney,
  isDomainError,
  parseCategoryId,
  parseMarkups,
  parseMoneyText,
  priceOf,
  productRepository,
  standardMarkups,
} from "@portico/core";
import { memoryClock, memoryStore, seededRandom, sequentialIds } from "@portico/core/memory";

console.log("The rule is a function: a base price, a category, and what is added to it.");
const basePrice = parseMoneyText("999.99", "USD");
for (const category of ["electronics", "books", "clothing", "garden"]) {
  console.log(`${category}: ${formatMoney(priceOf(basePrice, parseCategoryId(category)))}`);
}

// A clock that stands and ids that count: what is printed is always the same. With `sqliteStore`,
// `systemClock` and `randomIds` in their place nothing below changes.
const clock = memoryClock();
await using store = memoryStore({ clock, newId: sequentialIds("event-") });
const products = productRepository({ store, clock, random: seededRandom(1) });
const newId = sequentialIds("product-");
const catalog = createCatalog({ products, markups: standardMarkups, clock, newId });

console.log("\nA use case reads, applies the rule, and commits state and event together:");
const laptop = await catalog.create({
  name: "Laptop",
  categoryId: "Electronics",
  basePrice,
  stock: 10,
});
console.log(`${laptop.id}, ${laptop.name}: ${formatMoney(laptop.price)}, ${laptop.stock} in stock`);
const { id } = laptop;
const repriced = await catalog.reprice({ id, basePrice: parseMoneyText("799.99", "USD") });
console.log(`${formatMoney(repriced.price)} at a base price of ${formatMoney(repriced.basePrice)}`);

console.log("\nMarkups are data, so another shop has others:");
const markups = parseMarkups({ byCategory: { electronics: 2_50 }, others: 0 });
const discounter = createCatalog({ products, markups, clock, newId });
const cheap = await discounter.create({ name: "Laptop", categoryId: "electronics", basePrice });
console.log(`${cheap.id}, ${cheap.name}: ${formatMoney(cheap.price)}`);

console.log("\nStock is put aside for one attempt of an order, all or nothing, and once:");
const claim = { order: "order-7", attempt: 1 };
const lines = [{ productId: id, quantity: 4 }];
for (const _ of ["first", "again"]) {
  console.log((await catalog.reserve({ ...claim, lines })).status);
}
console.log(`${(await catalog.get({ id })).stock} left`);
await catalog.release(claim);
console.log(`${(await catalog.get({ id })).stock} after the release`);
const late = await catalog.reserve({ ...claim, lines });
console.log(`asked once more, too late: ${late.status}, ${(await catalog.get({ id })).stock} left`);

console.log("\nEverything wrong with a product is said at once:");
try {
  const wrong = { amount: -0.5, currency: "dollars" };
  await catalog.create({ name: " ", categoryId: "books", basePrice: wrong, stock: 1.5 });
} catch (error) {
  if (!isDomainError(error)) throw error;
  console.log(`${error.code}: ${error.message}`);
}

console.log("\nThe log has what happened:");
const { events } = await store.readLog({ after: 0, limit: 20 });
for (const { position, stream, type } of events) console.log(`${position}. ${stream}: ${type}`);
