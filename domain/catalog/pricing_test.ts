import { assert, assertEquals, assertThrows } from "@std/assert";
import { test } from "@std/testing/bdd";
import fc from "fast-check";
import { type Money, parseMoney } from "../kernel/money.ts";
import { parseCategoryId } from "./category_id.ts";
import { PriceTooHigh } from "./errors.ts";
import { parseMarkups, standardMarkups } from "./markups.ts";
import { priceOf } from "./pricing.ts";

const most = Number.MAX_SAFE_INTEGER;
const amounts = fc.oneof(
  fc.integer({ min: 0, max: 1_000_000 }),
  fc.maxSafeNat(),
  fc.integer({ min: most - 1000, max: most }),
);
const points = fc.oneof(fc.integer({ min: 0, max: 3000 }), fc.integer({ min: 0, max: 1_000_000 }));

test("[L-13] priceOf adds the standard markup of each category", () => {
  for (
    const [category, price] of [
      ["electronics", 1149_99],
      ["books", 1049_99],
      ["clothing", 1199_99],
      ["garden", 1099_99],
    ] as const
  ) {
    assertEquals(priceOf(dollars(999_99), parseCategoryId(category)), dollars(price));
  }
});

test("priceOf rounds half up, and only the half", () => {
  const books = parseCategoryId("books");

  const prices = [0, 1, 9, 10, 11, 29, 30, 31].map((base) => priceOf(dollars(base), books).amount);

  assertEquals(prices, [0, 1, 9, 11, 12, 30, 32, 33]);
});

test("[L-13] priceOf is exact: no other whole number is nearer, and of two as near it is the higher", () => {
  fc.assert(
    fc.property(amounts, points, (base, markup) => {
      const exactly = BigInt(base) * BigInt(10_000 + markup);
      const highest = BigInt(most) * 10_000n + 5000n;

      if (exactly >= highest) {
        assertThrows(() => priced(base, markup), PriceTooHigh);
        return;
      }
      const price = priced(base, markup);

      assert(Number.isSafeInteger(price));
      const above = BigInt(price) * 10_000n - exactly;
      assert(-5000n < above && above <= 5000n, `${base} + ${markup} is not ${price}`);
    }),
    { numRuns: 2000 },
  );
});

test("priceOf never falls when the base price rises", () => {
  fc.assert(
    fc.property(amounts, amounts, points, (one, other, markup) => {
      const [low, high] = one < other ? [one, other] : [other, one];
      try {
        const price = priced(high, markup);
        assert(priced(low, markup) <= price);
        assert(price >= high);
      } catch (error) {
        if (!(error instanceof PriceTooHigh)) throw error;
      }
    }),
    { numRuns: 2000 },
  );
});

test("priceOf refuses a price that cannot be counted exactly, and says why", () => {
  const music = parseCategoryId("music");

  const error = assertThrows(() => priceOf(dollars(most), music), PriceTooHigh);

  assertEquals([error.code, error.kind], ["catalog/price-too-high", "invalid"]);
  assertEquals(error.issues, [{
    path: "basePrice",
    message: `comes to a price beyond ${most} in the category "music"`,
  }]);
  assertEquals(priced(most, 0), most);
});

test("priceOf takes the names that every object has for categories like any other", () => {
  for (const name of ["constructor", "tostring", "valueof"]) {
    assertEquals(priceOf(dollars(100), parseCategoryId(name), standardMarkups), dollars(110));
  }
});

test("priceOf keeps the currency", () => {
  const basePrice = parseMoney({ amount: 1000, currency: "JPY" });

  const price = priceOf(basePrice, parseCategoryId("books"));

  assertEquals<unknown>(price, { amount: 1050, currency: "JPY" });
});

function priced(amount: number, markup: number): number {
  const markups = parseMarkups({ byCategory: { any: markup }, others: 0 });
  return priceOf(dollars(amount), parseCategoryId("any"), markups).amount;
}

function dollars(amount: number): Money {
  return parseMoney({ amount, currency: "USD" });
}
