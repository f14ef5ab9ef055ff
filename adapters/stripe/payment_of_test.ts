import { assertEquals } from "@std/assert";
import { test } from "@std/testing/bdd";
import type { Payment, Refund } from "../../application/orders/payment_gateway.ts";
import type { StripeIntent } from "./client.ts";
import { paymentOf, refundOf } from "./payment_of.ts";

const intent: StripeIntent = {
  id: "pi_1",
  created: 0,
  status: "requires_payment_method",
  cancellation_reason: null,
  last_payment_error: null,
  latest_charge: null,
  metadata: {},
};

test("paymentOf reads every status that Stripe has", () => {
  const declined = { last_payment_error: { type: "card_error", message: "Declined" } };
  const wrong = { last_payment_error: { type: "invalid_request_error", message: "Wrong key" } };
  const abandoned = { status: "canceled", cancellation_reason: "abandoned" };
  const rows: [Partial<StripeIntent>, Omit<Payment, "id">][] = [
    [{}, { status: "begun" }],
    [{ status: "requires_confirmation" }, { status: "begun" }],
    [declined, { status: "begun", reason: "Declined" }],
    [wrong, { status: "begun" }],
    [{ status: "requires_action" }, { status: "processing", reason: "The customer has to act" }],
    [{ status: "requires_capture" }, { status: "processing" }],
    [{ status: "processing" }, { status: "processing" }],
    [{ status: "one of tomorrow" }, { status: "processing" }],
    [{ status: "succeeded", latest_charge: "ch_1" }, { status: "taken" }],
    [{ status: "succeeded", latest_charge: { refunded: false } }, { status: "taken" }],
    [{ status: "succeeded", latest_charge: { refunded: true } }, { status: "refunded" }],
    [{ ...abandoned, ...declined }, { status: "declined", reason: "Declined" }],
    [abandoned, { status: "declined", reason: "The payment was declined" }],
    [{ ...abandoned, ...wrong }, { status: "declined", reason: "The payment was declined" }],
    [{ status: "canceled", cancellation_reason: "automatic" }, { status: "cancelled" }],
    [{ status: "canceled", ...declined }, { status: "cancelled" }],
  ];

  for (const [changes, payment] of rows) {
    assertEquals(paymentOf({ ...intent, ...changes }), { id: "pi_1", ...payment });
  }
});

test("refundOf reads every status that Stripe has", () => {
  const reason = "expired_or_canceled_card";
  const rows: [string | null, Refund][] = [
    ["succeeded", { status: "refunded", id: "re_1" }],
    ["pending", { status: "pending", id: "re_1" }],
    ["requires_action", { status: "pending", id: "re_1" }],
    [null, { status: "pending", id: "re_1" }],
    ["canceled", { status: "refused", reason: "Stripe says the refund is canceled" }],
    ["failed", { status: "refused", reason: "Stripe says the refund is failed" }],
  ];

  for (const [status, refund] of rows) assertEquals(refundOf({ id: "re_1", status }), refund);
  assertEquals(refundOf({ id: "re_1", status: "failed", failure_reason: reason }), {
    status: "refused",
    reason,
  });
});
