import { assert, assertEquals, assertRejects } from "@std/assert";
import { test } from "@std/testing/bdd";
import { PaymentRefused, PaymentUnavailable } from "../../application/orders/payment_errors.ts";
import { systemClock } from "../system/clock.ts";
import { connectStripe } from "./connect.ts";
import { stripePayments } from "./payments.ts";
import { succeed } from "./testdata/stripe_account.ts";
import { openStripe, signal, until } from "./testdata/stripe_place.ts";

test("complete finds the charge of a connection that was lost, and makes no other", async () => {
  await using place = await openStripe();
  const { server, payments, begin, intents } = place;
  const { id } = await begin();
  server.trouble("confirm", "drop");

  const complete = () => payments.complete({ id, method: "pm_card_visa" }, signal);
  // Some runtimes tell the client that the connection was closed; then it sends the same once more.
  await complete().catch((error) => assert(error instanceof PaymentUnavailable));

  assertEquals(await complete(), { id, status: "taken" });
  assertEquals(intents()[0]?.charges.length, 1);
});

test("complete is not stopped by an error that a key would repeat", async () => {
  await using place = await openStripe();
  const { server, payments, begin, intents } = place;
  const { id } = await begin();
  const complete = () => payments.complete({ id, method: "pm_card_visa" }, signal);

  for (const trouble of ["error", "busy", "error after"] as const) {
    server.trouble("confirm", trouble);
    await assertRejects(complete, PaymentUnavailable);
  }

  assertEquals(await complete(), { id, status: "taken" });
  assertEquals(intents()[0]?.charges.length, 1);
});

test("complete gives up a server that says nothing", async () => {
  await using place = await openStripe();
  const { id } = await place.begin();
  const payments = await place.open({ timeout: 50 });
  place.server.trouble("confirm", "silence");

  const completing = payments.complete({ id, method: "pm_card_visa" }, signal);

  await assertRejects(() => completing, PaymentUnavailable);
});

test("complete hears an answer that is slow", async () => {
  await using place = await openStripe();
  const { server, payments, begin, intents } = place;
  const { id } = await begin();
  server.trouble("confirm", "late");
  const completing = payments.complete({ id, method: "pm_card_visa" }, signal);
  await until(() => intents()[0]?.charges.length === 1);
  assertEquals(await payments.lookup({ id }, signal), { id, status: "taken" });

  await until(server.release);

  assertEquals(await completing, { id, status: "taken" });
});

test("complete says why a card was declined, and nothing can be charged after that", async () => {
  await using place = await openStripe();
  const cards = [
    ["pm_card_chargeDeclined", "Your card was declined."],
    ["pm_card_chargeDeclinedInsufficientFunds", "Your card has insufficient funds."],
    [
      "pm_card_authenticationRequired",
      "Your card was declined. This transaction requires authentication.",
    ],
    ["pm_unknown", "The payment was declined"],
  ] as const;

  for (const [index, [method, reason]] of cards.entries()) {
    const { id } = await place.begin(index + 1);
    const declined = await place.payments.complete({ id, method }, signal);
    assertEquals(declined, { id, status: "declined", reason });
  }

  assertEquals(new Set(place.intents().map(({ status }) => status)), new Set(["canceled"]));
});

test("complete says nothing while a declined payment could still be charged", async () => {
  await using place = await openStripe();
  const { server, payments, begin } = place;
  const { id } = await begin();
  const complete = () => payments.complete({ id, method: "pm_card_chargeDeclined" }, signal);
  server.trouble("cancel", "busy");

  await assertRejects(complete, PaymentUnavailable);
  assertEquals(await payments.lookup({ id }, signal), {
    id,
    status: "begun",
    reason: "Your card was declined.",
  });
  assertEquals((await complete()).status, "declined");
});

test("complete cancels nothing for a request that was wrong in itself", async () => {
  await using place = await openStripe();
  const { id } = await place.begin();
  const { paymentIntents, refunds } = await connectStripe("sk_test_key", {
    apiBase: place.server.url,
  });
  const wrong = { statusCode: 400, code: "parameter_missing", param: "return_url" };
  const payments = stripePayments({
    paymentIntents: Object.assign(Object.create(paymentIntents), {
      confirm: () => Promise.reject(Object.assign(new Error("No return_url"), wrong)),
    }),
    refunds,
  }, { clock: systemClock() });

  const completing = payments.complete({ id, method: "pm_card_visa" }, signal);

  await assertRejects(() => completing, PaymentRefused, "No return_url");
  assertEquals((await place.payments.lookup({ id }, signal))?.status, "begun");
});

test("what is processing is neither taken nor cancelled until it is", async () => {
  await using place = await openStripe();
  const { payments, begin, intents } = place;
  const { id } = await begin();

  const answers = [
    await payments.complete({ id, method: "pm_usBankAccount" }, signal),
    await payments.cancel({ id }, signal),
    await payments.complete({ id, method: "pm_card_visa" }, signal),
  ];
  assertEquals(answers.map(({ status }) => status), ["processing", "processing", "processing"]);
  intents().forEach(succeed);

  assertEquals((await payments.cancel({ id }, signal)).status, "taken");
});
