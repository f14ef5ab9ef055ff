import { assert, assertMatch } from "@std/assert";
import { test } from "@std/testing/bdd";
import { findFailure, runSequences } from "./testdata/order_sequences.ts";
import type { Sabotage } from "./testdata/orders_world.ts";
import { cancelsInMind, chargesAgain, keepsStock, takesSilenceForNo } from "./testdata/sabotage.ts";

test("[H-3] orders keep money, stock and notices right, whatever fails, hangs, comes late or dies", async () => {
  const { withCuts } = await runSequences(150);

  assert(withCuts > 0);
});

const planted: readonly (readonly [what: string, sabotage: Sabotage, wrong: RegExp])[] = [
  ["charges again when in doubt", chargesAgain, /money kept for/],
  ["takes silence for a no", takesSilenceForNo, /money kept for|payment that is taken/],
  ["cancels payments only in its mind", cancelsInMind, /money kept for|payment that is/],
  ["keeps stock that nobody pays for", keepsStock, /stock held for/],
];

for (const [what, sabotage, wrong] of planted) {
  test(`random orders find out a fulfilment that ${what}`, async () => {
    const { error } = await findFailure(sabotage, 2000);

    assertMatch(String(error), wrong);
  });
}
