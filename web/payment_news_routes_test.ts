import { assertEquals } from "@std/assert";
import { test } from "@std/testing/bdd";
import { stripeNews } from "../adapters/composition/stripe_news.ts";
import { asTimePasses } from "./testdata/accounts.ts";
import { placed, shop } from "./testdata/orders.ts";
import { paymentEvent, signatureOf, SIGNING_SECRET } from "./testdata/stripe_delivery.ts";
import { type TestApp, testApp } from "./testdata/test_app.ts";

interface Delivery {
  readonly body: string;
  readonly signature?: string;
  readonly headers?: Record<string, string>;
}

/** A shop that hears from its gateway, though not from anybody else. */
async function listeningShop() {
  const app = await shop();
  const { services } = app;
  const receivePaymentNews = stripeNews(services, SIGNING_SECRET);
  const listening = testApp({ ...services, receivePaymentNews }, { authorize: () => undefined });
  const deliver = async ({ body, signature, headers = {} }: Delivery) => {
    const signed = signature ?? await signatureOf(body, app.clock.now());
    return await listening.request("/webhooks/stripe", {
      method: "POST",
      headers: { "stripe-signature": signed, ...headers },
      body,
    });
  };
  const statusOf = async (id: string) => (await services.orders.get({ id })).status;
  return { app, deliver, statusOf };
}

/** Lets a payment be taken while nobody asks for it. */
async function paidUnseen(app: TestApp): Promise<string> {
  const id = await placed(app, 1);
  await asTimePasses(
    app,
    app.send("POST", `/orders/${id}/confirmation`, { paymentMethod: "pm_card_processing" }),
  );
  await app.drain();
  app.clock.advance(31_000);
  return id;
}

test("a delivery lets an order go on whose payment was taken meanwhile", async () => {
  const { app, deliver, statusOf } = await listeningShop();
  const id = await paidUnseen(app);
  const before = await statusOf(id);

  const response = await deliver({ body: paymentEvent(id, "succeeded") });

  assertEquals([before, response.status, await statusOf(id)], ["confirming", 204, "confirmed"]);
});

test("deliveries that are repeated or overtake each other change nothing more", async () => {
  const { app, deliver, statusOf } = await listeningShop();
  const id = await paidUnseen(app);
  const body = paymentEvent(id, "succeeded");
  await deliver({ body });
  const head = await app.store.head();

  const responses = [
    await deliver({ body }),
    await deliver({ body: paymentEvent(id, "processing", { id: "evt_0" }) }),
    await deliver({ body: paymentEvent(id, "canceled", { id: "evt_2" }) }),
    await deliver({ body }),
  ];

  assertEquals(responses.map(({ status }) => status), [204, 204, 204, 204]);
  assertEquals([await statusOf(id), await app.store.head()], ["confirmed", head]);
  const { items } = await app.payments.ledger({ order: id, limit: 10 });
  assertEquals(items.map(({ charges, refunds }) => [charges.length, refunds.length]), [[1, 0]]);
});

test("what a delivery says is not believed: the gateway is asked", async () => {
  const { app, deliver, statusOf } = await listeningShop();
  const id = await placed(app, 1);
  const head = await app.store.head();

  const response = await deliver({ body: paymentEvent(id, "succeeded") });

  assertEquals([response.status, await statusOf(id)], [204, "pending"]);
  assertEquals(await app.store.head(), head);
});

test("deliveries that are forged, old or malformed are a 400, and nothing changes", async () => {
  const { app, deliver, statusOf } = await listeningShop();
  const id = await paidUnseen(app);
  const body = paymentEvent(id, "succeeded");
  const now = app.clock.now();
  const head = await app.store.head();

  const refusals: readonly Delivery[] = [
    { body, signature: await signatureOf(body, now, "whsec_of_somebody_else") },
    { body: `${body} `, signature: await signatureOf(body, now) },
    { body, signature: await signatureOf(body, now - 301_000) },
    { body, signature: await signatureOf(body, now + 301_000) },
    { body, signature: "" },
    { body, signature: "t=1,v1=00" },
    { body: "{", signature: await signatureOf("{", now) },
    { body: "[]", signature: await signatureOf("[]", now) },
    { body: "", signature: await signatureOf("", now) },
  ];
  for (const refusal of refusals) {
    const response = await deliver(refusal);
    const { code, type } = await response.json();
    assertEquals([response.status, code, type], [
      400,
      "payments/webhook-refused",
      "urn:portico:payments/webhook-refused",
    ]);
  }

  assertEquals([await statusOf(id), await app.store.head()], ["confirming", head]);
});

test("a delivery needs no permission and no origin: its signature is enough", async () => {
  const { app, deliver, statusOf } = await listeningShop();
  const id = await paidUnseen(app);
  const headers = { origin: "https://stripe.example", "sec-fetch-site": "cross-site" };

  const response = await deliver({ body: paymentEvent(id, "succeeded"), headers });

  assertEquals([response.status, await statusOf(id)], [204, "confirmed"]);
});

test("deliveries about orders of others, or about no order, are let pass", async () => {
  const { app, deliver } = await listeningShop();
  const head = await app.store.head();
  const other = JSON.stringify({ object: "event", id: "evt_1", data: { object: {} } });

  const responses = [
    await deliver({ body: paymentEvent("nothing", "succeeded") }),
    await deliver({ body: other }),
  ];

  assertEquals(responses.map(({ status }) => status), [204, 204]);
  assertEquals(await app.store.head(), head);
});

test("a delivery that cannot be looked into now is a 503, so that it comes again", async () => {
  const { app } = await listeningShop();
  const receivePaymentNews = () =>
    Promise.reject(Object.assign(new Error("secret"), { code: "x/down", kind: "unavailable" }));
  const { request } = testApp({ ...app.services, receivePaymentNews });

  const response = await request("/webhooks/stripe", { method: "POST", body: "{}" });

  assertEquals(response.status, 503);
});

test("where deliveries cannot be checked none are taken", async () => {
  const { request } = await shop();

  const response = await request("/webhooks/stripe", { method: "POST", body: "{}" });

  assertEquals([response.status, (await response.json()).code], [
    404,
    "payments/webhook-not-configured",
  ]);
});

test("a delivery over 1 MiB is a 413", async () => {
  const { deliver } = await listeningShop();

  const response = await deliver({ body: "x".repeat(1024 * 1024 + 1), signature: "t=1,v1=00" });

  assertEquals(response.status, 413);
});
