/** Fulfilments that lose money, for tests that must notice. */

import { parseMoney } from "../../../domain/kernel/money.ts";
import type { FulfilmentPorts } from "../fulfilment_ports.ts";
import type { PaymentGateway } from "../payment_gateway.ts";

/** Charges anew when it is in doubt, instead of asking what became of the charge before. */
export function chargesAgain(ports: FulfilmentPorts): FulfilmentPorts {
  const amount = parseMoney({ amount: 19_99, currency: "USD" });
  let charges = 0;
  return withPayments(ports, (payments) => ({
    lookup: async (payment, signal) => {
      const found = await payments.lookup(payment, signal);
      return found?.status === "taken" && "id" in payment ? { ...found, status: "begun" } : found;
    },
    complete: async ({ id, method }, signal) => {
      const before = await payments.lookup({ id }, signal);
      if (before?.status !== "taken") return await payments.complete({ id, method }, signal);
      const [, order = ""] = /^pay_(.+)_\d+$/.exec(id) ?? [];
      const again = await payments.begin({ order, attempt: 1000 + charges++, amount }, signal);
      await payments.complete({ id: again.id, method }, signal);
      return before;
    },
  }));
}

/** Takes a payment that did not answer for one that was declined. */
export function takesSilenceForNo(ports: FulfilmentPorts): FulfilmentPorts {
  return withPayments(ports, (payments) => ({
    complete: async (payment, signal) => {
      try {
        return await payments.complete(payment, signal);
      } catch {
        return { id: payment.id, status: "declined", reason: "It did not answer" };
      }
    },
  }));
}

/** Believes that what it does not want any more is not taken any more. */
export function cancelsInMind(ports: FulfilmentPorts): FulfilmentPorts {
  return withPayments(ports, () => ({
    cancel: ({ id }) => Promise.resolve({ id, status: "cancelled" }),
  }));
}

/** Forgets to give back the stock. */
export function keepsStock(ports: FulfilmentPorts): FulfilmentPorts {
  return { ...ports, releaseStock: () => Promise.resolve() };
}

function withPayments(
  ports: FulfilmentPorts,
  change: (payments: PaymentGateway) => Partial<PaymentGateway>,
): FulfilmentPorts {
  return { ...ports, payments: { ...ports.payments, ...change(ports.payments) } };
}
