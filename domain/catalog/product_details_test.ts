import { assertEquals, assertThrows } from "@std/assert";
import { test } from "@std/testing/bdd";
import { InvalidInput } from "../kernel/errors.ts";
import { parseNewBasePrice, parseNewStock, parseProductDetails } from "./product_details.ts";

const laptop = {
  name: "Laptop",
  categoryId: "electronics",
  basePrice: { amount: 999_99, currency: "USD" },
  stock: 10,
};

test("parseProductDetails takes what people type, and leaves out every other field", () => {
  const input = { ...laptop, name: " Laptop ", categoryId: "Electronics", id: "1", price: 1 };

  assertEquals<unknown>(parseProductDetails(input), laptop);
  const { stock: _, ...unsaid } = laptop;
  assertEquals(parseProductDetails(unsaid).stock, 0);
});

test("parseProductDetails names every wrong field, and every missing one", () => {
  const wrong = { name: " ", categoryId: "a/b", basePrice: { amount: -1, currency: "USD" } };

  assertEquals(pathsOf(() => parseProductDetails({ ...wrong, stock: null })), [
    "name",
    "categoryId",
    "basePrice.amount",
    "stock",
  ]);
  const missing = pathsOf(() => parseProductDetails(JSON.parse("{}")));
  assertEquals(
    new Set(missing.map((path) => path.split(".")[0])),
    new Set(["name", "categoryId", "basePrice"]),
  );
});

test("[L-13] a base price is whole minor units of a currency, and never negative", () => {
  for (const amount of [-1, 0.5, 999.99, NaN, Infinity, 2 ** 53, "1", null, undefined]) {
    const basePrice = { amount, currency: "USD" };
    assertEquals(pathsOf(() => parseProductDetails({ ...laptop, basePrice })), [
      "basePrice.amount",
    ]);
    assertEquals(pathsOf(() => parseNewBasePrice({ basePrice })), ["basePrice.amount"]);
  }
  for (const currency of ["", "dollars", 1, undefined]) {
    const basePrice = { amount: 1, currency };
    assertEquals(pathsOf(() => parseNewBasePrice({ basePrice })), ["basePrice.currency"]);
  }
  assertEquals(
    parseNewBasePrice({ basePrice: { amount: 0, currency: "USD" } }).basePrice.amount,
    0,
  );
});

test("parseNewStock names its field", () => {
  assertEquals(parseNewStock({ stock: 0 }), { stock: 0 });
  assertEquals(pathsOf(() => parseNewStock({ stock: -1 })), ["stock"]);
});

function pathsOf(parse: () => unknown): readonly string[] {
  return assertThrows(parse, InvalidInput).issues.map(({ path }) => path);
}
