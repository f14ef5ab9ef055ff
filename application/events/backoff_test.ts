import { assertEquals } from "@std/assert";
import { seededRandom } from "../../adapters/memory/mod.ts";
import fc from "fast-check";
import { backoff } from "./backoff.ts";

const delays = { first: 500, longest: 60_000 };

Deno.test("backoff doubles its bound with every failure", () => {
  const almostAll = () => 0.5;

  assertEquals([1, 2, 3, 4].map((failures) => backoff(delays, failures, almostAll)), [
    250,
    500,
    1000,
    2000,
  ]);
});

Deno.test("backoff spreads over everything from 0 up to its bound", () => {
  const random = seededRandom(1);
  const spread = Array.from({ length: 1000 }, () => backoff(delays, 1, random));

  assertEquals(
    [0, 100, 200, 300, 400].every((from) =>
      spread.some((delay) => delay >= from && delay < from + 100)
    ),
    true,
  );
});

Deno.test("backoff is never negative, and never over the longest", () => {
  fc.assert(fc.property(
    fc.nat({ max: 10_000 }),
    fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
    (failures, chance) => {
      const delay = backoff(delays, failures, () => chance);
      return delay >= 0 && delay <= delays.longest;
    },
  ));
});
