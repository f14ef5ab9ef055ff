/** Proof that the selling kit bites: each deliberate fault is caught by the case that is named. */

import { assert, assertEquals, assertRejects } from "@std/assert";
import type { StockClaim } from "../../application/orders/ports.ts";
import { openSelling } from "../composition/testdata/own_selling.ts";
import type { TestBody } from "./kit.ts";
import { sellingConformance } from "./selling.ts";
import type { SellingPlace } from "./selling_place.ts";

type Break = (sound: SellingPlace) => Partial<SellingPlace>;

let times = 0;
const renamed = <Claim extends StockClaim>(claim: Claim): Claim => ({
  ...claim,
  order: `${claim.order}-${times++}`,
});

const faults: readonly (readonly [fault: string, caughtBy: string, broken: Break])[] = [
  ["prices without their currency", "selling 1:", ({ findProduct }) => ({
    findProduct: async (id) => {
      const found = await findProduct(id);
      return found && { ...found, price: { ...found.price, currency: "" as never } };
    },
  })],
  ["a product under any id", "selling 2:", ({ findProduct, sell }) => {
    let last = "";
    return {
      sell: async (product) => last = await sell(product),
      findProduct: (id) => findProduct(id === "" ? last : id),
    };
  }],
  ["stock that is taken again", "selling 3:", ({ reserveStock }) => ({
    reserveStock: (request, signal) => reserveStock(renamed(request), signal),
  })],
  ["what there is, although it is not all", "selling 4:", ({ reserveStock }) => ({
    reserveStock: async ({ lines, ...claim }, signal) => {
      const outcome = await reserveStock({ ...claim, lines }, signal);
      if (outcome.status !== "out-of-stock" || lines.length < 2) return outcome;
      await reserveStock({ ...renamed(claim), lines: lines.slice(0, 1) }, signal);
      return outcome;
    },
  })],
  ["products that nobody has", "selling 5:", ({ reserveStock }) => ({
    reserveStock: ({ lines, ...claim }, signal) =>
      reserveStock(
        { ...claim, lines: lines.filter(({ productId }) => productId !== "nothing") },
        signal,
      ),
  })],
  ["stock that never comes back", "selling 6:", () => ({ releaseStock: () => Promise.resolve() })],
  ["releases that are forgotten", "selling 7:", ({ reserveStock }) => ({
    reserveStock: (request, signal) => reserveStock({ ...request, order: "other" }, signal),
  })],
  ["orders taken for each other", "selling 8:", ({ reserveStock, releaseStock }) => ({
    reserveStock: (request, signal) => reserveStock({ ...request, order: "one" }, signal),
    releaseStock: (claim, signal) => releaseStock({ ...claim, order: "one" }, signal),
  })],
  ["many answers to one attempt", "selling 9:", ({ reserveStock }) => ({
    reserveStock: (request, signal) => reserveStock(renamed(request), signal),
  })],
  ["more units than there are", "selling 10:", ({ reserveStock }) => ({
    reserveStock: async (request, signal) => {
      await reserveStock(request, signal);
      return { status: "reserved" };
    },
  })],
  ["deaf ears for signals", "selling 11:", ({ reserveStock }) => {
    const { signal } = new AbortController();
    return { reserveStock: (request) => reserveStock(request, signal) };
  }],
];

for (const [fault, caughtBy, broken] of faults) {
  Deno.test(`the selling kit catches: ${fault} (${caughtBy.slice(0, -1)})`, async () => {
    const [, run] = [...casesOf(broken)].find(([name]) => name.startsWith(caughtBy)) ?? [];
    assert(run, `No case begins with "${caughtBy}"`);

    await assertRejects(run);
  });
}

Deno.test("the selling kit catches nothing in a sound catalogue", async () => {
  const cases = casesOf(() => ({}));

  for (const run of cases.values()) await run();

  assertEquals(cases.size, faults.length);
});

/** Collects the cases of the kit instead of running them. */
function casesOf(broken: Break): ReadonlyMap<string, TestBody> {
  const cases = new Map<string, TestBody>();
  sellingConformance({
    test: (name, run) => cases.set(name, run),
    create: async () => {
      const sound = await openSelling();
      return { ...sound, ...broken(sound) };
    },
  });
  return cases;
}
