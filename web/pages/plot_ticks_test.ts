import { assert, assertEquals } from "@std/assert";
import { test } from "@std/testing/bdd";
import { amountTicks, timeTicks } from "./plot_ticks.ts";

const labels = (ticks: readonly { readonly label: string }[]) => ticks.map(({ label }) => label);

test("amounts have round ticks from zero to above the largest", () => {
  assertEquals(labels(amountTicks(15_000, 100)), ["0", "50", "100", "150"]);
  assertEquals(labels(amountTicks(123, 100)), ["0", "0.5", "1", "1.5"]);
  assertEquals(labels(amountTicks(0, 100)), ["0", "0.5", "1"]);
  assertEquals(labels(amountTicks(3, 1)), ["0", "1", "2", "3"]);
  assertEquals(labels(amountTicks(1_234_567_89, 100)), ["0", "500K", "1M", "1.5M"]);
});

test("the largest amount of all has ticks too", () => {
  const ticks = amountTicks(Number.MAX_SAFE_INTEGER, 100);

  assertEquals(labels(ticks), ["0", "50T", "100T"]);
  assert((ticks.at(-1)?.at ?? 0) >= Number.MAX_SAFE_INTEGER);
});

test("amounts of any size have between two and five ticks", () => {
  for (let largest = 1; largest <= 1e15; largest *= 3) {
    const count = amountTicks(Math.floor(largest), 100).length;
    assert(count >= 2 && count <= 5, `${largest}: ${count}`);
  }
});

test("times have ticks on the clock or the calendar, as exact as they are far apart", () => {
  const start = Date.parse("2026-11-21T09:58:30.250Z");
  const after = (ms: number) => labels(timeTicks(start, start + ms));

  assertEquals(after(3_000), ["09:58:31", "09:58:32", "09:58:33"]);
  assertEquals(after(200_000), ["09:59", "10:00", "10:01"]);
  assertEquals(after(3 * 3_600_000), ["10:00", "11:00", "12:00"]);
  assertEquals(after(3 * 86_400_000), ["2026-11-22", "2026-11-23", "2026-11-24"]);
});

test("times of any span have at most five ticks, in order", () => {
  const start = Date.parse("2026-11-21T09:58:30.250Z");
  for (let span = 1; span <= 1e13; span *= 2) {
    const ticks = timeTicks(start, start + span);
    assert(ticks.length <= 5, `${span}: ${ticks.length}`);
    assert(ticks.every(({ at }, index) => index === 0 || at > (ticks[index - 1]?.at ?? 0)));
    assert(ticks.every(({ at }) => at >= start && at <= start + span));
  }
});
