import { test } from "@std/testing/bdd";
import { paymentGatewayConformance } from "../conformance/payments.ts";
import type { PaymentAnswer } from "../conformance/payments_place.ts";
import type { Trouble } from "./testdata/answering.ts";
import { openStripe } from "./testdata/stripe_place.ts";

const troubles: Readonly<Partial<Record<PaymentAnswer, Trouble>>> = {
  silence: "silence",
  lost: "late",
  failure: "error",
};

paymentGatewayConformance({
  test,
  create: async () => {
    const { server, open, intents, [Symbol.asyncDispose]: close } = await openStripe();
    return {
      gateway: await open(),
      method: (answer) => {
        const trouble = troubles[answer];
        if (trouble !== undefined) server.trouble("confirm", trouble);
        return answer === "decline" ? "pm_card_chargeDeclined" : "pm_card_visa";
      },
      movements: (order) =>
        Promise.resolve({
          charged: intents(order).flatMap(({ charges }) => charges.map(({ amount }) => amount)),
          refunded: intents(order).flatMap(({ refunds }) => refunds.map(({ amount }) => amount)),
        }),
      reopen: () => open(),
      [Symbol.asyncDispose]: close,
    };
  },
  capabilities: { troubles: true, persistent: true },
});
