import { assert, assertEquals, assertThrows } from "@std/assert";
import { test } from "@std/testing/bdd";
import fc from "fast-check";
import { InvalidInput } from "./errors.ts";
import {
  addMoney,
  AmountTooLarge,
  compareMoney,
  CurrencyMismatch,
  isSameMoney,
  type Money,
  parseMoney,
  subtractMoney,
} from "./money.ts";
import { formatAmount, formatMoney, parseMoneyText } from "./money_text.ts";

const max = Number.MAX_SAFE_INTEGER;
const amounts = fc.maxSafeInteger();
const currencies = fc.constantFrom("USD", "EUR", "JPY", "KWD", "CLF");
const moneys = fc.record({ amount: amounts, currency: currencies }).map(parseMoney);

test("[E-5] 0.1 and 0.2 are 0.3", () => {
  const sum = addMoney(parseMoneyText("0.1", "USD"), parseMoneyText("0.2", "USD"));

  assertEquals(sum, parseMoneyText("0.3", "USD"));
  assertEquals(formatMoney(sum), "0.30 USD");
});

test("[E-4] parseMoney refuses what is no whole number of minor units, and names each field", () => {
  for (const amount of [0.5, NaN, Infinity, -Infinity, max + 1, "100", null, undefined, 1n]) {
    const error = assertThrows(() => parseMoney({ amount, currency: "USD" }), InvalidInput);
    assertEquals(error.issues.map(({ path }) => path), ["amount"]);
  }
  for (const currency of ["usd", "US", "USDT", "", "U D", "USD\n", 7, undefined]) {
    const error = assertThrows(() => parseMoney({ amount: 1, currency }), InvalidInput);
    assertEquals(error.issues.map(({ path }) => path), ["currency"]);
  }
  for (const input of [undefined, null, 7, "1 USD", []]) {
    const error = assertThrows(() => parseMoney(input), InvalidInput);
    assertEquals(error.issues.map(({ path }) => path), ["amount", "currency"]);
  }
});

test("parseMoney takes the ends of what can be counted, and one zero", () => {
  for (const amount of [max, -max, 0, 1]) {
    assertEquals(parseMoney({ amount, currency: "USD" }).amount, amount);
  }
  assert(Object.is(parseMoney({ amount: -0, currency: "USD" }).amount, 0));
});

test("addMoney adds exactly, or refuses", () => {
  fc.assert(fc.property(amounts, amounts, currencies, (left, right, currency) => {
    const exact = BigInt(left) + BigInt(right);
    const add = () => addMoney(money(left, currency), money(right, currency));

    if (exact > BigInt(max) || exact < -BigInt(max)) {
      assertThrows(add, AmountTooLarge);
    } else {
      assertEquals(BigInt(add().amount), exact);
      assertEquals(add().currency as string, currency);
    }
  }));
});

test("addMoney refuses the first sum that is too large, and takes the last that is not", () => {
  assertEquals(addMoney(money(max - 1), money(1)).amount, max);
  assertThrows(() => addMoney(money(max), money(1)), AmountTooLarge);
  assertThrows(() => addMoney(money(max), money(max)), AmountTooLarge);
  assertThrows(() => subtractMoney(money(-max), money(1)), AmountTooLarge);
});

test("subtractMoney undoes addMoney", () => {
  const small = fc.integer();
  fc.assert(fc.property(small, small, (left, right) => {
    const sum = addMoney(money(left), money(right));

    assertEquals(subtractMoney(sum, money(right)), money(left));
    assertEquals(Math.sign(compareMoney(money(left), money(right))), Math.sign(left - right));
  }));
});

test("money of two currencies is neither added nor compared", () => {
  fc.assert(fc.property(moneys, moneys, (left, right) => {
    fc.pre(left.currency !== right.currency);

    for (const together of [addMoney, subtractMoney, compareMoney]) {
      const error = assertThrows(() => together(left, right), CurrencyMismatch);
      assertEquals([error.kind, error.expected], ["invalid", left.currency]);
    }
    assert(!isSameMoney(left, { ...right, amount: left.amount }));
  }));
});

test("[E-5] what is written of money is read as the same money", () => {
  fc.assert(fc.property(moneys, (some) => {
    assert(isSameMoney(parseMoneyText(formatAmount(some), some.currency), some));
  }));
});

test("amounts have the decimals of their currency", () => {
  const written = ["USD", "JPY", "KWD", "CLF"].map((currency) =>
    formatMoney(money(1250, currency))
  );

  assertEquals(written, ["12.50 USD", "1250 JPY", "1.250 KWD", "0.1250 CLF"]);
  assertEquals(formatMoney(money(-5)), "-0.05 USD");
  assertEquals(parseMoneyText("12", "JPY").amount, 12);
  assertEquals(parseMoneyText(" 12.5 ", "USD").amount, 1250);
  assertEquals(parseMoneyText("90071992547409.91", "USD").amount, max);
});

test("parseMoneyText refuses what is no amount of the currency", () => {
  const wrong = ["", "1,5", "1.", ".5", "1.005", "1e3", "+1", "0x10", "1 000", "90071992547409.92"];
  for (const text of wrong) assertThrows(() => parseMoneyText(text, "USD"), InvalidInput);
  assertThrows(() => parseMoneyText("1.5", "JPY"), InvalidInput);
  assertThrows(() => parseMoneyText("1", "usd"), InvalidInput);
});

function money(amount: number, currency = "USD"): Money {
  return parseMoney({ amount, currency });
}
