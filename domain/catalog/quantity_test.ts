import { assert, assertEquals, assertThrows } from "@std/assert";
import { test } from "@std/testing/bdd";
import { InvalidInput } from "../kernel/errors.ts";
import { parseQuantity, parseStock } from "./quantity.ts";

const noUnits = [
  -1,
  0.5,
  NaN,
  Infinity,
  -Infinity,
  1_000_000_001,
  2 ** 53,
  "1",
  null,
  undefined,
  {},
];

test("parseStock takes whole numbers from zero to a billion", () => {
  for (const stock of [0, 1, 1_000_000_000]) assertEquals(parseStock(stock), stock);
  assert(Object.is(parseStock(-0), 0));
});

test("parseQuantity takes whole numbers from one to a billion", () => {
  for (const quantity of [1, 2, 1_000_000_000]) assertEquals(parseQuantity(quantity), quantity);
});

test("parseStock and parseQuantity refuse everything else, and say what they take", () => {
  for (const input of noUnits) {
    assertEquals(problemWith(parseStock, input), "must be a whole number from 0 to 1000000000");
  }
  for (const input of [0, -0, ...noUnits]) {
    assertEquals(problemWith(parseQuantity, input), "must be a whole number from 1 to 1000000000");
  }
});

function problemWith(parse: (input: unknown) => number, input: unknown): string | undefined {
  return assertThrows(() => parse(input), InvalidInput).issues[0]?.message;
}
