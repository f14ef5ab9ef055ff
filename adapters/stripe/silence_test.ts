import { assertRejects } from "@std/assert";
import { test } from "@std/testing/bdd";
import { PaymentUnavailable } from "../../application/orders/payment_errors.ts";
import type { PaymentGateway } from "../../application/orders/payment_gateway.ts";
import type { Operation } from "./testdata/endpoints.ts";
import { amount, openStripe, signal } from "./testdata/stripe_place.ts";

const calls: readonly (readonly [
  operation: Operation,
  call: (payments: PaymentGateway, id: string) => Promise<unknown>,
])[] = [
  ["create", (payments) => payments.begin({ order: "2", attempt: 1, amount }, signal)],
  ["confirm", (payments, id) => payments.complete({ id, method: "pm_card_visa" }, signal)],
  ["retrieve", (payments, id) => payments.lookup({ id }, signal)],
  ["search", (payments) => payments.lookup({ order: "1", attempt: 1 }, signal)],
  ["list", (payments) => payments.lookup({ order: "2", attempt: 1 }, signal)],
  ["cancel", (payments, id) => payments.cancel({ id }, signal)],
  ["refund", (payments, id) => payments.refund({ id }, signal)],
];

for (const [operation, call] of calls) {
  test(`[H-15] every outside call has a time-out: Stripe is given up at ${operation}, and asked again`, async () => {
    await using place = await openStripe();
    const { id } = await (operation === "refund" ? place.pay() : place.begin());
    const payments = await place.open({ timeout: 50 });
    place.server.trouble(operation, "silence");

    await assertRejects(() => call(payments, id), PaymentUnavailable);

    await call(place.payments, id);
  });
}
