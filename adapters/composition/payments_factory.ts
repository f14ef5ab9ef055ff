/** Who takes the money, as PAYMENTS_URL chooses; only what it takes is loaded. */

import { type Binding, factory } from "./binding.ts";
import type { PaymentsChoice } from "./config.ts";
import { onFirstCall } from "./on_first_call.ts";
import {
  CLOCK,
  LOG,
  ORDERS,
  PAYMENTS,
  RANDOM,
  READ_LEDGER,
  RECEIVE_PAYMENT_NEWS,
  SIMULATED_PAYMENTS,
  STORE,
  STRIPE,
} from "./tokens.ts";

/** Binds the gateway; its books where they are here; its news where it sends some. */
export function paymentsFactory(choice: PaymentsChoice): readonly Binding[] {
  return choice.scheme === "simulated" ? simulated() : stripe(choice);
}

function simulated(): readonly Binding[] {
  const payments = { payments: SIMULATED_PAYMENTS };
  const machinery = { store: STORE, clock: CLOCK, random: RANDOM };
  return [
    factory(SIMULATED_PAYMENTS, "simulated:", machinery, async (ports) => {
      const { simulatedPayments } = await import("../simulated/payments.ts");
      return simulatedPayments(ports);
    }),
    factory(PAYMENTS, "simulated:", payments, ({ payments }) => payments),
    factory(READ_LEDGER, "simulated:", payments, ({ payments }) => payments.ledger),
  ];
}

function stripe(
  { secretKey, apiBase, webhookSecret }: PaymentsChoice & { readonly scheme: "stripe" },
): readonly Binding[] {
  const gateway = [
    factory(STRIPE, apiBase ?? "api.stripe.com", {}, async () => {
      const { connectStripe } = await import("../stripe/connect.ts");
      return await connectStripe(secretKey, { apiBase });
    }),
    factory(PAYMENTS, "stripe:", { stripe: STRIPE, clock: CLOCK }, async ({ stripe, clock }) => {
      const { stripePayments } = await import("../stripe/payments.ts");
      return stripePayments(stripe, { clock });
    }),
  ];
  if (webhookSecret === undefined) return gateway;
  const needs = { orders: ORDERS, clock: CLOCK, log: LOG };
  return [
    ...gateway,
    factory(RECEIVE_PAYMENT_NEWS, "stripe:", needs, (ports) =>
      onFirstCall(async () => {
        const { stripeNews } = await import("./stripe_news.ts");
        return stripeNews(ports, webhookSecret);
      })),
  ];
}
