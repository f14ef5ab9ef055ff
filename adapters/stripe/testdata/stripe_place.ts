/** A gateway at a server in the process of the test. */

import type { PaymentGateway } from "../../../application/orders/payment_gateway.ts";
import type { Clock } from "../../../application/ports.ts";
import { parseMoney } from "../../../domain/kernel/money.ts";
import { systemClock } from "../../system/clock.ts";
import { connectStripe } from "../connect.ts";
import { stripePayments } from "../payments.ts";
import { type Intent } from "./stripe_account.ts";
import { startStripe, type StripeServer } from "./stripe_server.ts";

export const amount = parseMoney({ amount: 11_999, currency: "USD" });
/** A signal that is never aborted. */
export const { signal } = new AbortController();

/** A server, and a gateway that talks to it. */
export interface StripePlace extends AsyncDisposable {
  readonly server: StripeServer;
  readonly payments: PaymentGateway;
  /** Makes another gateway at the same server. */
  readonly open: (options?: { clock?: Clock; timeout?: number }) => Promise<PaymentGateway>;
  readonly begin: (attempt?: number) => ReturnType<PaymentGateway["begin"]>;
  readonly pay: (attempt?: number) => ReturnType<PaymentGateway["complete"]>;
  /** The intents of an order as the server has them, oldest first. */
  readonly intents: (order?: string) => readonly Intent[];
}

export async function openStripe(): Promise<StripePlace> {
  const server = await startStripe();
  const open: StripePlace["open"] = async (options = {}) =>
    stripePayments(await connectStripe("sk_test_key", { apiBase: server.url }), {
      clock: systemClock(),
      ...options,
    });
  const payments = await open();
  const begin = (attempt = 1) => payments.begin({ order: "1", attempt, amount }, signal);
  return {
    server,
    payments,
    open,
    begin,
    pay: async (attempt) => {
      const { id } = await begin(attempt);
      return await payments.complete({ id, method: "pm_card_visa" }, signal);
    },
    intents: (order = "1") =>
      [...server.account.intents.values()].filter(({ metadata }) => metadata.order === order),
    [Symbol.asyncDispose]: () => server[Symbol.asyncDispose](),
  };
}

/** Waits until something is so. */
export async function until(holds: () => boolean): Promise<void> {
  while (!holds()) await new Promise((resolve) => setTimeout(resolve, 1));
}
