import { assertEquals, assertThrows } from "@std/assert";
import { test } from "@std/testing/bdd";
import { PriceTooHigh } from "./errors.ts";
import { parseMarkups, standardMarkups } from "./markups.ts";
import { create, reprice, withStock } from "./product.ts";
import { parseNewBasePrice, parseProductDetails } from "./product_details.ts";
import { parseProductId } from "./product_id.ts";

const id = parseProductId("7");
const at = "2026-01-01T00:00:00.000Z";
const details = parseProductDetails({
  name: "Laptop",
  categoryId: "electronics",
  basePrice: { amount: 999_99, currency: "USD" },
  stock: 10,
});
const laptop = create(id, details, { at, markups: standardMarkups }).product;

test("create gives a product its price, and says what it is", () => {
  const { product, event } = create(id, details, { at, markups: standardMarkups });

  const price = { amount: 1149_99, currency: "USD" };
  assertEquals<unknown>(product, { id, ...details, price, createdAt: at });
  assertEquals<unknown>(event, {
    type: "ProductCreated",
    data: { productId: id, ...details, price },
  });
});

test("reprice takes the markup of the product's own category", () => {
  const basePrice = basePriceOf(10);

  const { product, event } = reprice(laptop, basePrice, standardMarkups);

  const price = { amount: 12, currency: "USD" };
  assertEquals<unknown>(product, { ...laptop, basePrice, price });
  assertEquals<unknown>(event, {
    type: "ProductRepriced",
    data: { productId: id, basePrice, price },
  });
});

test("reprice to what already is changes nothing, unless the markups are others", () => {
  const { basePrice } = laptop;
  const markups = parseMarkups({ byCategory: {}, others: 0 });

  assertEquals(reprice(laptop, basePrice, standardMarkups), { product: laptop, event: undefined });
  assertEquals(reprice(laptop, basePrice, markups).product.price, basePrice);
  assertEquals(reprice(laptop, basePriceOf(999_99, "EUR"), standardMarkups).product.price, {
    amount: 1149_99,
    currency: "EUR",
  });
});

test("create and reprice refuse a price that cannot be counted", () => {
  const basePrice = basePriceOf(Number.MAX_SAFE_INTEGER);
  const options = { at, markups: standardMarkups };

  assertThrows(() => create(id, { ...details, basePrice }, options), PriceTooHigh);
  assertThrows(() => reprice(laptop, basePrice, standardMarkups), PriceTooHigh);
});

test("withStock says how many there are, when that is different", () => {
  const { product, event } = withStock(laptop, 3);

  assertEquals(product, { ...laptop, stock: 3 });
  assertEquals(event, { type: "StockSet", data: { productId: id, stock: 3 } });
  assertEquals(withStock(product, 3), { product, event: undefined });
});

function basePriceOf(amount: number, currency = "USD") {
  return parseNewBasePrice({ basePrice: { amount, currency } }).basePrice;
}
