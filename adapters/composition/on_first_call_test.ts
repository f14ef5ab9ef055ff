import { assertEquals } from "@std/assert";
import { it } from "@std/testing/bdd";
import { onFirstCall } from "./on_first_call.ts";

it("onFirstCall loads with the first call, and once", async () => {
  let loads = 0;
  const add = onFirstCall((): Promise<(a: number, b: number) => Promise<number>> => {
    loads++;
    return Promise.resolve((a, b) => Promise.resolve(a + b));
  });
  const before = loads;

  const sums = await Promise.all([add(1, 2), add(3, 4)]);

  assertEquals([before, sums, loads], [0, [3, 7], 1]);
});
