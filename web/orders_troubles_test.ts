import { assertEquals, assertFalse } from "@std/assert";
import { test } from "@std/testing/bdd";
import { confirmed, placed, shop } from "./testdata/orders.ts";
import { asOperator, type TestApp, testApp } from "./testdata/test_app.ts";

/** An app whose every use case of orders throws. */
function failing(thrown: Error): TestApp {
  const { orders } = testApp().services;
  const names = Object.keys(orders);
  const rejecting = Object.fromEntries(names.map((name) => [name, () => Promise.reject(thrown)]));
  return testApp({ orders: { ...orders, ...rejecting } });
}

test("[H-12] whatever the use cases of orders throw, no route and no page of them says what", async () => {
  const { request, send, form, log } = failing(new TypeError("password is hunter2"));
  const post = { method: "POST" };
  const item = { productId: "prod1", quantity: 1 };

  const answers = [
    await send("POST", "/orders", { customerId: "customer123" }),
    await send("POST", "/orders/1/items", item),
    await request("/orders/1/items/prod1", { method: "DELETE" }),
    await send("POST", "/orders/1/confirmation", { paymentMethod: "pm_card_visa" }),
    await request("/orders/1/cancellation", post),
    await request("/orders/1/shipment", post),
    await request("/orders/1/delivery", post),
    await request("/orders"),
    await request("/orders/1"),
    await send("POST", "/admin/orders/1/payment-acceptance", {}, asOperator),
    await send("POST", "/admin/orders/1/payment-abandonment", {}, asOperator),
    await form("/demo/order", { customerId: "customer123" }),
    await form("/forms/orders/1/items", { productId: "prod1", quantity: "1" }),
    await form("/forms/orders/1/confirmation", { paymentMethod: "pm_card_visa" }),
  ];

  assertEquals(answers.map(({ status }) => status), Array(answers.length).fill(500));
  for (const answer of answers) assertFalse(/hunter2|TypeError|\.ts\b/.test(await answer.text()));
  assertEquals(log.entries.map(({ level }) => level), Array(answers.length).fill("error"));
});

test("what a gateway says of itself when it fails reaches no client", async () => {
  const app = await shop();
  const id = await placed(app, 1);

  const response = await confirmed(app, id, "pm_card_fail99Times");

  assertEquals(response.status, 202);
  assertFalse((await response.text()).includes("the connection was lost"));
});
