import { assertEquals } from "@std/assert";
import { test } from "@std/testing/bdd";
import { asTimePasses } from "./testdata/accounts.ts";
import { chargesOf, confirmed, placed, shop, stockOf, whileWorking } from "./testdata/orders.ts";
import type { TestApp } from "./testdata/test_app.ts";

test("a declined payment is a 402, and the order is pending again with what it came to", async () => {
  const app = await shop();
  const id = await placed(app, 2);

  const response = await confirmed(app, id, "pm_card_chargeDeclined");
  const problem = await response.json();

  assertEquals(
    [response.status, response.headers.get("content-type"), problem.code, problem.title],
    [402, "application/problem+json", "orders/payment-failed", "Payment failed"],
  );
  const { status, lastPayment } = await (await app.request(`/orders/${id}`)).json();
  assertEquals([status, lastPayment], ["pending", {
    attempt: 1,
    status: "declined",
    reason: "Payment processing failed: The card was declined",
  }]);
  assertEquals([await chargesOf(app, id), await stockOf(app, "prod1")], [[0], 10]);
});

test("[H-1] a confirmation that is refused is a 409, and nothing is charged for it", async () => {
  const app = await shop();
  const [empty, cancelled, twice] = [await placed(app), await placed(app, 1), await placed(app, 1)];
  await app.request(`/orders/${cancelled}/cancellation`, { method: "POST" });
  await confirmed(app, twice);

  const refused: [number, string][] = [];
  for (const id of [empty, cancelled, twice]) {
    const response = await confirmed(app, id);
    refused.push([response.status, (await response.json()).code]);
  }

  assertEquals(refused, [
    [409, "orders/empty"],
    [409, "orders/not-pending"],
    [409, "orders/not-pending"],
  ]);
  const { items } = await app.payments.ledger({ limit: 10 });
  assertEquals(items.map(({ order, charges }) => [order, charges.length]), [[twice, 1]]);
});

test("too little stock is a 409, nobody is charged, and another attempt can succeed", async () => {
  const app = await shop();
  const id = await placed(app, 10);
  await app.send("PUT", "/products/prod1/stock", { quantity: 9 });

  const refused = await confirmed(app, id);
  const { lastPayment } = await (await app.request(`/orders/${id}`)).json();
  await app.send("PUT", "/products/prod1/stock", { quantity: 10 });
  const taken = await confirmed(app, id);

  assertEquals([refused.status, (await refused.json()).code], [409, "orders/out-of-stock"]);
  assertEquals([lastPayment.status, lastPayment.productId], ["out-of-stock", "prod1"]);
  assertEquals([taken.status, await chargesOf(app, id)], [200, [1]]);
  assertEquals(await stockOf(app, "prod1"), 0);
});

test("an attempt that is not over within two seconds is a 202 that says where to look", async () => {
  const app = await shop();
  const id = await placed(app, 1);
  const before = app.clock.monotonic();

  const asked = app.send("POST", `/orders/${id}/confirmation`, { paymentMethod: "pm_card_visa" });
  const response = await asTimePasses(app, asked);
  const order = await response.json();

  const waited = app.clock.monotonic() - before;
  assertEquals([response.status, response.headers.get("location"), order.status], [
    202,
    `/orders/${id}`,
    "confirming",
  ]);
  assertEquals(response.headers.get("etag"), `"${order.version}"`);
  assertEquals(waited >= 2000, true, `waited ${waited} ms`);
  await app.drain();
  assertEquals((await (await app.request(`/orders/${id}`)).json()).status, "confirmed");
});

test("confirming a confirming order joins its attempt", async () => {
  const app = await shop();
  const id = await placed(app, 1);
  const confirm = () =>
    app.send("POST", `/orders/${id}/confirmation`, { paymentMethod: "pm_card_visa" });

  const answers = await whileWorking(app, Promise.all([confirm(), confirm()]));

  const orders = await Promise.all(answers.map((answer) => answer.json()));
  assertEquals(answers.map(({ status }) => status), [200, 200]);
  assertEquals(orders[1], orders[0]);
  assertEquals(await chargesOf(app, id), [1]);
});

test("who joined an attempt that is declined hears so too", async () => {
  const app = await shop();
  const id = await placed(app, 1);
  const confirm = () =>
    app.send("POST", `/orders/${id}/confirmation`, { paymentMethod: "pm_card_chargeDeclined" });
  await asTimePasses(app, confirm());

  const joined = await whileWorking(app, confirm());

  assertEquals(joined.status, 402);
  const types = (await app.store.readStream(`order/${id}`)).map(({ type }) => type);
  assertEquals(types.filter((type) => type === "ConfirmationStarted").length, 1);
});

test("a decline is answered again to the same Idempotency-Key, without another attempt", async () => {
  const app = await shop();
  const id = await placed(app, 1);
  const key = { "idempotency-key": "once" };

  const first = await confirmed(app, id, "pm_card_chargeDeclined", key);
  const again = await confirmed(app, id, "pm_card_chargeDeclined", key);

  const { items } = await app.payments.ledger({ limit: 10 });
  assertEquals([first.status, again.status, items.length], [402, 402, 1]);
});

test("a confirmation that is overtaken by a cancellation is refused", async () => {
  const app = await shop();
  const id = await placed(app, 1);

  const asked = app.send("POST", `/orders/${id}/confirmation`, { paymentMethod: "pm_card_visa" });
  await asTimePasses(app, Promise.race([asked, untilConfirming(app, id)]));
  const cancelled = app.request(`/orders/${id}/cancellation`, { method: "POST" });
  const answers = [await whileWorking(app, cancelled), await whileWorking(app, asked)];

  assertEquals(answers.map(({ status }) => status), [200, 409]);
  assertEquals((await answers[1]?.json()).code, "orders/not-pending");
  assertEquals(await chargesOf(app, id), []);
});

test("cancelling a confirmed order gives money and stock back; again changes nothing", async () => {
  const app = await shop();
  const id = await placed(app, 1);
  await confirmed(app, id);
  const cancel = () =>
    whileWorking(app, app.request(`/orders/${id}/cancellation`, { method: "POST" }));

  const [first, second] = [await cancel(), await cancel()];
  const order = await first.json();

  assertEquals([first.status, second.status, await second.json()], [200, 200, order]);
  assertEquals([order.status, order.refund], ["cancelled", {
    paymentId: `pay_${id}_1`,
    id: `re_pay_${id}_1`,
    status: "refunded",
  }]);
  assertEquals([await chargesOf(app, id), await stockOf(app, "prod1")], [[0], 10]);
});

test("a cancellation whose refund is refused says so, and is visible", async () => {
  const app = await shop();
  const id = await placed(app, 1);
  await confirmed(app, id, "pm_card_refundFail");

  const cancelled = app.request(`/orders/${id}/cancellation`, { method: "POST" });
  const order = await (await whileWorking(app, cancelled)).json();

  assertEquals([order.status, order.refundRefused], [
    "cancelling",
    "Refund processing failed: The card takes no money back",
  ]);
});

/** Resolves, with nothing to say, once an attempt to confirm the order has begun. */
async function untilConfirming({ services }: TestApp, id: string): Promise<Response> {
  while ((await services.orders.get({ id })).status !== "confirming") {
    await new Promise((resolve) => setTimeout(resolve, 0));
  }
  return new Response();
}
