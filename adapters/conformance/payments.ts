/** The payment kit: every law of the PaymentGateway port as cases, for any adapter and any runner. */

import { within } from "./assertions.ts";
import { anySeed, registerCase, type RegisterTest } from "./kit.ts";
import { beginningCases } from "./payments_beginning.ts";
import { openScene, type PaymentCase } from "./payments_case.ts";
import { completingCases } from "./payments_completing.ts";
import { endingCases } from "./payments_ending.ts";
import type { PaymentCapabilities, PaymentPlace } from "./payments_place.ts";
import { troubleCases } from "./payments_troubles.ts";
import { walkCases } from "./payments_walk.ts";

/** What the payment kit needs to try an adapter. */
export interface PaymentGatewayConformance {
  /** Registers a test: `Deno.test`, or `test` of `node:test` or `bun:test`. */
  readonly test: RegisterTest;
  /** Makes a place for the payments of one case; each case has orders of its own. */
  readonly create: () => Promise<PaymentPlace>;
  readonly capabilities: PaymentCapabilities;
  /** The seed a failed run printed, to run it again; any unless told. */
  readonly seed?: number;
}

/**
 * Registers a test for every case of the PaymentGateway port. Each works at a place of its own.
 *
 * @example The test of an adapter
 * ```ts ignore
 * import { paymentGatewayConformance } from "@portico/core/conformance";
 * import { simulatedPayments } from "@portico/core/simulated";
 * import { systemClock } from "@portico/core/system";
 *
 * const methods = {
 *   pay: "pm_card_visa",
 *   decline: "pm_card_chargeDeclined",
 *   silence: "pm_card_hang",
 *   lost: "pm_card_chargeLost",
 *   failure: "pm_card_fail1Times",
 * };
 *
 * paymentGatewayConformance({
 *   test: Deno.test,
 *   create: () => {
 *     const gateway = simulatedPayments({ clock: systemClock() });
 *     return Promise.resolve({
 *       gateway,
 *       method: (answer) => methods[answer],
 *       movements: async (order) => {
 *         const { items } = await gateway.ledger({ order, limit: 100 });
 *         return {
 *           charged: items.flatMap(({ charges }) => charges.map(({ amount }) => amount.amount)),
 *           refunded: items.flatMap(({ refunds }) => refunds.map(({ amount }) => amount.amount)),
 *         };
 *       },
 *       reopen: () => Promise.resolve(gateway),
 *       [Symbol.asyncDispose]: () => Promise.resolve(),
 *     });
 *   },
 *   capabilities: {
 *     troubles: true,
 *     persistent: { missing: "memory ends with its process" },
 *   },
 * });
 * ```
 */
export function paymentGatewayConformance(
  { test, create, capabilities, seed = anySeed() }: PaymentGatewayConformance,
): void {
  for (const [index, each] of paymentCases.entries()) {
    registerCase(test, {
      name: `payments ${index + 1}: ${each.does}`,
      needs: each.needs === undefined ? true : capabilities[each.needs],
      run: () => runPaymentCase(each, create, seed),
    });
  }
}

const paymentCases: readonly PaymentCase[] = [
  ...beginningCases,
  ...completingCases,
  ...endingCases,
  ...troubleCases,
  ...walkCases,
];

/** Longest a case may take, in milliseconds; some make hundreds of calls to a gateway far away. */
const LONGEST_CASE = 120_000;

async function runPaymentCase(
  { does, run }: PaymentCase,
  create: () => Promise<PaymentPlace>,
  seed: number,
): Promise<void> {
  await using scene = openScene(await create(), seed);
  await within(LONGEST_CASE, `The case "${does}"`, run(scene));
}
