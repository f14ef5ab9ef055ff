import { assert, assertEquals, assertRejects } from "@std/assert";
import { test } from "@std/testing/bdd";
import { PaymentUnavailable, UnknownPayment } from "../../application/orders/payment_errors.ts";
import { systemClock } from "../system/clock.ts";
import type { StripeClient, StripeRefund } from "./client.ts";
import { connectStripe } from "./connect.ts";
import { stripePayments } from "./payments.ts";
import { amount, openStripe, signal, until } from "./testdata/stripe_place.ts";

const request = { timeout: 10_000, maxNetworkRetries: 0 };

test("refund is made once though requests end in errors and keys are forgotten", async () => {
  await using place = await openStripe();
  const { server, payments, pay, intents } = place;
  for (const [index, trouble] of (["error", "error after", "busy"] as const).entries()) {
    const { id } = await pay(index + 1);
    server.trouble("refund", trouble);
    await assertRejects(() => payments.refund({ id }, signal), PaymentUnavailable);

    const refund = await payments.refund({ id }, signal);
    server.forgetKeys();

    assertEquals(refund.status, "refunded");
    assertEquals(await payments.refund({ id }, signal), refund);
    assertEquals(intents()[index]?.refunds.length, 1, trouble);
  }
});

test("refund finds the one whose answer never came", async () => {
  await using place = await openStripe();
  const { server, payments, pay, intents } = place;
  const { id } = await pay();
  const [intent] = intents();
  server.trouble("refund", "late");
  const stop = new AbortController();
  const refunding = assertRejects(() => payments.refund({ id }, stop.signal), PaymentUnavailable);
  await until(() => intent?.refunds.length === 1);
  stop.abort();
  await refunding;

  assertEquals((await payments.refund({ id }, signal)).status, "refunded");
  assertEquals(intent?.refunds.length, 1);
});

test("refund is pending while it is, and made again when it has failed", async () => {
  await using place = await openStripe();
  const { server, payments, pay, intents } = place;
  const { id } = await pay();
  const first = await payments.refund({ id }, signal);
  const [refund] = intents()[0]?.refunds ?? [];
  assert(refund && first.status === "refunded");

  refund.status = "pending";
  assertEquals(await payments.refund({ id }, signal), { status: "pending", id: first.id });
  assertEquals((await payments.lookup({ id }, signal))?.status, "refunded");
  assertEquals(server.seen.filter(({ operation }) => operation === "refund").length, 1);

  refund.status = "failed";
  assertEquals((await payments.lookup({ id }, signal))?.status, "taken");
  const again = await payments.refund({ id }, signal);
  assert(again.status === "refunded" && again.id !== first.id);
});

test("refund finds one that somebody else made between its question and its request", async () => {
  await using place = await openStripe();
  const { id } = await place.pay();
  const { paymentIntents, refunds } = await connectStripe("sk_test_key", {
    apiBase: place.server.url,
  });
  const byHand = async () => await refunds.create({ payment_intent: id }, request);
  let made: StripeRefund | undefined;
  const payments = stripePayments({
    paymentIntents,
    refunds: {
      create: async (...asked) => await refunds.create(...asked),
      list: async (...asked) => {
        const page = await refunds.list(...asked);
        made ??= await byHand();
        return page;
      },
    },
  }, { clock: systemClock() });

  assertEquals(await payments.refund({ id }, signal), {
    status: "refunded",
    id: made?.id ?? "",
  });
  assertEquals(place.intents()[0]?.refunds.length, 1);
});

test("refund that Stripe refuses has a reason, and not in Stripe's words", async () => {
  await using place = await openStripe();
  const { id } = await place.begin();

  assertEquals(await place.payments.refund({ id }, signal), {
    status: "refused",
    reason: "Stripe does not give the money back (payment_intent_unexpected_state)",
  });
});

test("ids that are none reach no path of Stripe's", async () => {
  await using place = await openStripe();
  const { payments, server } = place;

  for (const id of ["", "pi_", "../refunds", "pi_1/cancel", "pi_1?expand=x", "ch_1"]) {
    assertEquals(await payments.lookup({ id }, signal), undefined);
    await assertRejects(
      () => payments.complete({ id, method: "pm_card_visa" }, signal),
      UnknownPayment,
    );
    await assertRejects(() => payments.cancel({ id }, signal), UnknownPayment);
    await assertRejects(() => payments.refund({ id }, signal), UnknownPayment);
  }
  assertEquals(server.requests(), 0);
});

test("an account that Stripe does not let in is unavailable, not declined", async () => {
  for (const statusCode of [401, 403, 409, 424, 429, 500, 503, undefined]) {
    const refused = () => Promise.reject(Object.assign(new Error("No"), { statusCode }));
    const intents = {
      create: refused,
      confirm: refused,
      retrieve: refused,
      cancel: refused,
      list: refused,
      search: refused,
    };
    const client: StripeClient = {
      paymentIntents: intents,
      refunds: { create: refused, list: refused },
    };
    const payments = stripePayments(client, { clock: systemClock() });
    const id = "pi_1";
    await assertRejects(
      () => payments.begin({ order: "1", attempt: 1, amount }, signal),
      PaymentUnavailable,
    );
    await assertRejects(
      () => payments.complete({ id, method: "pm_card_visa" }, signal),
      PaymentUnavailable,
    );
    await assertRejects(() => payments.lookup({ id }, signal), PaymentUnavailable);
    await assertRejects(
      () => payments.lookup({ order: "1", attempt: 1 }, signal),
      PaymentUnavailable,
    );
    await assertRejects(() => payments.cancel({ id }, signal), PaymentUnavailable);
    await assertRejects(() => payments.refund({ id }, signal), PaymentUnavailable);
  }
});
