/** Proof that the payment kit bites: each deliberate fault is caught by the case that is named. */

import { assert, assertEquals, assertRejects } from "@std/assert";
import { type SimulatedPayments, simulatedPayments } from "../simulated/payments.ts";
import { systemClock } from "../system/clock.ts";
import type { TestBody } from "./kit.ts";
import { paymentGatewayConformance } from "./payments.ts";
import { brokenCharges } from "./testdata/broken_charges.ts";
import { brokenEndings } from "./testdata/broken_endings.ts";
import { type BrokenGateway, methods } from "./testdata/broken_gateway.ts";

const clock = systemClock();

for (const { fault, caughtBy, broken } of [...brokenCharges, ...brokenEndings]) {
  Deno.test(`the payment kit catches: ${fault} (${caughtBy})`, async () => {
    const [, run] = [...casesOf(broken)].find(([name]) => name.startsWith(caughtBy)) ?? [];
    assert(run, `No case begins with "${caughtBy}"`);

    await assertRejects(run);
  });
}

Deno.test("the payment kit catches nothing in a sound gateway", async () => {
  const cases = casesOf(() => ({}));
  const failed: string[] = [];

  for (const [name, run] of cases) await run().catch((error) => failed.push(`${name}: ${error}`));

  assertEquals([cases.size, failed], [26, []]);
});

/** Collects the cases of the kit instead of running them. */
function casesOf(broken: BrokenGateway["broken"]): ReadonlyMap<string, TestBody> {
  const cases = new Map<string, TestBody>();
  paymentGatewayConformance({
    test: (name, run) => cases.set(name, run),
    create: () => {
      const [sound, other] = [simulatedPayments({ clock }), simulatedPayments({ clock })];
      const gateway = { ...sound, ...broken(sound, other) };
      return Promise.resolve({
        gateway,
        method: (answer) => methods[answer],
        movements: (order) => movementsOf(order, [sound, other]),
        reopen: () => Promise.resolve(gateway),
        [Symbol.asyncDispose]: () => Promise.resolve(),
      });
    },
    capabilities: { troubles: true, persistent: true },
    // A walk that takes five payments; some take fewer, and meet no fault of every fifth.
    seed: 1,
  });
  return cases;
}

async function movementsOf(order: string, gateways: readonly SimulatedPayments[]) {
  const pages = await Promise.all(gateways.map(({ ledger }) => ledger({ order, limit: 100 })));
  const entries = pages.flatMap(({ items }) => items);
  return {
    charged: entries.flatMap(({ charges }) => charges.map(({ amount }) => amount.amount)),
    refunded: entries.flatMap(({ refunds }) => refunds.map(({ amount }) => amount.amount)),
  };
}
