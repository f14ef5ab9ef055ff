import { assertEquals } from "@std/assert";
import { test } from "@std/testing/bdd";
import { usd } from "./testdata/accounts.ts";
import { noting } from "./testdata/noting.ts";
import { confirmed, placed } from "./testdata/orders.ts";
import { asOperator, type TestApp, testApp } from "./testdata/test_app.ts";

/** An app that notes which use cases are called, and the work behind it. */
function notingApp() {
  const first = testApp();
  const { services } = first;
  const called = { catalog: new Set<string>(), orders: new Set<string>() };
  const second = testApp({
    ...services,
    catalog: noting(services.catalog, called.catalog),
    orders: noting(services.orders, called.orders),
  });
  const app: TestApp = { ...first, request: second.request, send: second.send, form: second.form };
  return { app, called };
}

test("[H-14] every operation of orders can be reached over HTTP", async () => {
  const { app, called } = notingApp();
  await app.services.catalog.loadDemo();

  const id = await placed(app, 1);
  await app.request(`/orders/${id}/items/prod1`, { method: "DELETE" });
  await confirmed(app, await placed(app, 1));
  for (const step of ["cancellation", "shipment", "delivery"]) {
    await app.request(`/orders/${id}/${step}`, { method: "POST" });
  }
  for (const judgement of ["payment-acceptance", "payment-abandonment"]) {
    await app.send("POST", `/admin/orders/${id}/${judgement}`, {}, asOperator);
  }
  await app.request("/orders");
  await app.request(`/orders/${id}`);

  // What gateways report comes in through the webhook, which has a test of its own.
  const { reportPayment: _, ...behindRoutes } = app.services.orders;
  assertEquals([...called.orders].sort(), Object.keys(behindRoutes).sort());
});

test("every use case of the catalog is behind some route", async () => {
  const { app, called } = notingApp();
  const laptop = { name: "Laptop", categoryId: "electronics", basePrice: usd(1), stock: 1 };

  const { id } = await (await app.send("POST", "/products", laptop)).json();
  await app.send("PUT", `/products/${id}/base-price`, usd(2));
  await app.send("PUT", `/products/${id}/stock`, { quantity: 2 });
  await app.request("/products");
  await app.request(`/products/${id}`);
  await app.send("PUT", "/reservations/order-7/1", { lines: [] }, asOperator);
  await app.request("/reservations/order-7/1", { method: "DELETE", headers: asOperator });
  await app.form("/forms/products/demo", {});

  assertEquals([...called.catalog].sort(), Object.keys(app.services.catalog).sort());
});
