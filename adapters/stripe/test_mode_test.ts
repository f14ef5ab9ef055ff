/** The kit at Stripe itself, in test mode: with `STRIPE_SECRET_KEY=sk_test_...` only. */

import process from "node:process";
import { test } from "@std/testing/bdd";
import Stripe from "stripe";
import { paymentGatewayConformance } from "../conformance/payments.ts";
import { systemClock } from "../system/clock.ts";
import { connectStripe } from "./connect.ts";
import { stripePayments } from "./payments.ts";

const { STRIPE_SECRET_KEY: key = "", STRIPE_API_BASE: apiBase } = process.env;

if (/^[rs]k_test_/.test(key)) {
  paymentGatewayConformance({
    test: Object.assign((name: string, run: () => Promise<void>) => test(`Stripe ${name}`, run), {
      skip: (name: string, run: () => Promise<void>) => test.skip(`Stripe ${name}`, run),
    }),
    create: async () => {
      const open = async () =>
        stripePayments(await connectStripe(key, { apiBase }), { clock: systemClock() });
      return {
        gateway: await open(),
        method: (answer) => answer === "decline" ? "pm_card_chargeDeclined" : "pm_card_visa",
        movements,
        reopen: open,
        [Symbol.asyncDispose]: () => Promise.resolve(),
      };
    },
    capabilities: {
      troubles: { missing: "Stripe itself cannot be told to be silent or to fail" },
      persistent: true,
    },
  });
} else {
  const reason = key === "" ? "is not set" : "is no key of test mode";
  const title = `Stripe in test mode (skipped: STRIPE_SECRET_KEY ${reason})`;
  console.info(title);
  test.skip(title, () => {});
}

/** What Stripe's lists say, which are exact at once. */
async function movements(order: string) {
  const stripe = new Stripe(key, apiBase === undefined ? {} : addressOf(apiBase));
  const created = { gte: Math.floor(Date.now() / 1000) - 600 };
  const charged: number[] = [];
  const refunded: number[] = [];
  for await (const intent of stripe.paymentIntents.list({ created, limit: 100 })) {
    if (intent.metadata.order !== order) continue;
    const payment_intent = intent.id;
    for await (const { amount, status } of stripe.charges.list({ payment_intent })) {
      if (status === "succeeded") charged.push(amount);
    }
    for await (const { amount, status } of stripe.refunds.list({ payment_intent })) {
      if (status !== "failed" && status !== "canceled") refunded.push(amount);
    }
  }
  return { charged, refunded };
}

function addressOf(url: string) {
  const { hostname: host, port } = new URL(url);
  return { protocol: "http", host, port } as const;
}
