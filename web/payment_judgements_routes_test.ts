import { assertEquals } from "@std/assert";
import { test } from "@std/testing/bdd";
import { chargesOf, hanging, placed, shop, stockOf } from "./testdata/orders.ts";
import { asOperator } from "./testdata/test_app.ts";

test("operators can accept a payment that is in doubt", async () => {
  const app = await shop();
  const id = await hanging(app);

  const response = await app.send("POST", `/admin/orders/${id}/payment-acceptance`, {}, asOperator);
  const order = await response.json();

  assertEquals([response.status, order.status], [200, "confirmed"]);
  assertEquals(response.headers.get("etag"), `"${order.version}"`);
  const [event] = (await app.store.readStream(`order/${id}`)).slice(-1);
  assertEquals(JSON.parse(JSON.stringify(event?.data)).acceptedBy, "operator");
});

test("operators can abandon a payment that is in doubt; its stock is free again", async () => {
  const app = await shop();
  const id = await hanging(app);

  const response = await app.send(
    "POST",
    `/admin/orders/${id}/payment-abandonment`,
    {},
    asOperator,
  );
  app.clock.advance(31_000);
  await app.drain();

  const { status, lastPayment } = await response.json();
  assertEquals([response.status, status, lastPayment.status], [200, "pending", "abandoned"]);
  assertEquals([await chargesOf(app, id), await stockOf(app, "prod1")], [[0], 10]);
});

test("a word on a payment is for operators, for its version, and where there is doubt", async () => {
  const app = await shop();
  const id = await hanging(app);
  const pending = await placed(app, 1);

  for (const judgement of ["payment-acceptance", "payment-abandonment"]) {
    const judge = async (order: string, headers: Record<string, string>) => {
      const path = `/admin/orders/${order}/${judgement}`;
      const response = await app.send("POST", path, {}, headers);
      return [response.status, (await response.json()).code];
    };
    assertEquals(await judge(id, {}), [401, "http/operators-only"]);
    assertEquals(await judge(id, { ...asOperator, "if-match": '"1"' }), [412, "stale-version"]);
    assertEquals(await judge(pending, asOperator), [409, "orders/payment-not-in-doubt"]);
    assertEquals(await judge("nothing", asOperator), [404, "orders/not-found"]);
  }
  assertEquals((await (await app.request(`/orders/${id}`)).json()).status, "confirming");
});
