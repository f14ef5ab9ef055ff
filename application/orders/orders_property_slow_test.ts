import { assert } from "@std/assert";
import { test } from "@std/testing/bdd";
import { findFailure, runSequences } from "./testdata/order_sequences.ts";
import { chargesAgain } from "./testdata/sabotage.ts";

test("orders keep money, stock and notices right over 2,000 random sequences", async () => {
  const distribution = await runSequences(2000);

  console.log(distribution);
  const { sequences, withCuts } = distribution;
  assert(withCuts >= 0.3 * sequences, `${withCuts} of ${sequences} were cut`);
});

test("a fulfilment that charges twice is found within those sequences", async () => {
  const { sequences } = await findFailure(chargesAgain, 2000);

  console.log(`A double charge was found in sequence ${sequences}`);
});
