import { assertEquals, assertThrows } from "@std/assert";
import { test } from "@std/testing/bdd";
import fc from "fast-check";
import { AmountTooLarge, multiplyMoney, parseMoney } from "./money.ts";
import { formatMoney, parseMoneyText } from "./money_text.ts";

test("multiplyMoney makes 239.97 of 3 x 79.99", () => {
  const total = multiplyMoney(parseMoneyText("79.99", "USD"), 3);

  assertEquals(formatMoney(total), "239.97 USD");
});

test("multiplyMoney is exact, or refuses", () => {
  const most = Number.MAX_SAFE_INTEGER;
  const amounts = fc.oneof(fc.maxSafeInteger(), fc.integer({ min: -1000, max: 1000 }));
  const times = fc.oneof(fc.nat(1_000_000_000), fc.nat(10), fc.maxSafeNat());

  fc.assert(
    fc.property(amounts, times, (amount, times) => {
      const money = parseMoney({ amount, currency: "USD" });
      const exactly = BigInt(amount) * BigInt(times);

      if (exactly > BigInt(most) || exactly < -BigInt(most)) {
        assertThrows(() => multiplyMoney(money, times), AmountTooLarge);
        return;
      }
      assertEquals(BigInt(multiplyMoney(money, times).amount), exactly);
    }),
    { numRuns: 2000 },
  );
});
