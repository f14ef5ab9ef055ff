import { assertEquals } from "@std/assert";
import { test } from "@std/testing/bdd";
import { usd } from "./testdata/accounts.ts";
import { confirmed, placed, shop, whileWorking } from "./testdata/orders.ts";
import type { TestApp } from "./testdata/test_app.ts";

/** What is said to a body that is sent as it is written. */
async function refusalOf({ request }: TestApp, path: string, body: string) {
  const headers = { "content-type": "application/json" };
  const response = await request(path, { method: "POST", headers, body });
  assertEquals(response.headers.get("content-type"), "application/problem+json");
  const { code, errors = [] } = await response.json();
  return [response.status, code, errors.map(({ path }: { path: string }) => path)];
}

test("missing and unknown fields are a 422 that names them, on every route of orders", async () => {
  const app = await shop();
  const id = await placed(app);

  for (
    const [path, body, paths] of [
      ["/orders", {}, ["customerId"]],
      ["/orders", { customerId: "ada", id: "mine", status: "confirmed" }, ["id", "status"]],
      [`/orders/${id}/items`, {}, ["productId", "quantity"]],
      [`/orders/${id}/items`, { productId: 7, quantity: "1" }, ["productId", "quantity"]],
      [`/orders/${id}/items`, { productId: "prod1", quantity: 1, unitPrice: usd(1) }, [
        "unitPrice",
      ]],
      [`/orders/${id}/confirmation`, {}, ["paymentMethod"]],
      [`/orders/${id}/confirmation`, { paymentMethod: " " }, ["paymentMethod"]],
      [`/orders/${id}/confirmation`, { paymentMethod: "x", amount: 1 }, ["amount"]],
    ] as const
  ) {
    const refusal = await refusalOf(app, path, JSON.stringify(body));
    assertEquals(refusal, [422, "invalid-input", paths], path);
  }
});

test("[H-12] customers that are none are a 422 that names them", async () => {
  const app = await shop();

  for (const customerId of ["", "  ", "a".repeat(300), "a\u0000b", "\u200b", 7, null]) {
    const refusal = await refusalOf(app, "/orders", JSON.stringify({ customerId }));
    assertEquals(refusal, [422, "invalid-input", ["customerId"]], String(customerId));
  }
  for (const customer of ["", "%20", "a".repeat(300)]) {
    const response = await app.request(`/orders?customer=${customer}`);
    const { errors } = await response.json();
    assertEquals([response.status, errors[0].path], [422, "customer"], customer);
  }
});

test("[H-6] quantities that are zero, negative, fractional, huge or no numbers are a 422", async () => {
  const app = await shop();
  const id = await placed(app);
  const head = await app.store.head();

  for (
    const quantity of [
      "0",
      "-0",
      "-1",
      "0.5",
      "1.0000001",
      "1e10",
      "9007199254740993",
      "1e400",
      '"1"',
      "null",
      "true",
      "[1]",
    ]
  ) {
    const body = `{"productId": "prod1", "quantity": ${quantity}}`;
    const refusal = await refusalOf(app, `/orders/${id}/items`, body);
    assertEquals(refusal, [422, "invalid-input", ["quantity"]], quantity);
  }
  assertEquals(await app.store.head(), head);
});

test("an item is refused in the order of the rules: order, status, product, stock", async () => {
  const app = await shop();
  const [id, cancelled] = [await placed(app), await placed(app)];
  await app.request(`/orders/${cancelled}/cancellation`, { method: "POST" });
  const refused = (order: string, productId: string, quantity: number) =>
    refusalOf(app, `/orders/${order}/items`, JSON.stringify({ productId, quantity }));

  assertEquals(await refused("nothing", "none", 99), [404, "orders/not-found", []]);
  assertEquals(await refused(cancelled, "none", 99), [409, "orders/not-modifiable", []]);
  assertEquals(await refused(id, "none", 99), [404, "orders/product-not-found", []]);
  assertEquals(await refused(id, "\u0000", 99), [404, "orders/product-not-found", []]);
  assertEquals(await refused(id, "prod1", 11), [409, "orders/product-not-available", []]);
});

test("another currency in one order is refused, and so is a total beyond counting", async () => {
  const app = await shop();
  const id = await placed(app, 1);
  const product = async (basePrice: unknown) => {
    const body = { name: "Book", categoryId: "books", basePrice, stock: 1e9 };
    return (await (await app.send("POST", "/products", body)).json()).id;
  };
  const euros = await product({ amount: 1, currency: "EUR" });
  const dear = await product(usd(8e15));
  const head = await app.store.head();
  const refused = (productId: string, quantity: number) =>
    refusalOf(app, `/orders/${id}/items`, JSON.stringify({ productId, quantity }));

  assertEquals(await refused(euros, 1), [409, "orders/other-currency", []]);
  assertEquals(await refused(dear, 2), [409, "money/amount-too-large", []]);
  assertEquals(await app.store.head(), head);
});

test("an unknown order is a 404, and so is an item that is not in the order", async () => {
  const app = await shop();
  const { send, request } = app;

  for (const id of ["nothing", "a".repeat(600), "%00", encodeURIComponent("a/b")]) {
    const responses = [
      await request(`/orders/${id}`),
      await send("POST", `/orders/${id}/items`, { productId: "prod1", quantity: 1 }),
      await send("POST", `/orders/${id}/items`, { productId: "prod1", quantity: 1 }, {
        "if-match": '"1", "2"',
      }),
      await request(`/orders/${id}/items/prod1`, { method: "DELETE" }),
      await send("POST", `/orders/${id}/confirmation`, { paymentMethod: "pm_card_visa" }),
      await request(`/orders/${id}/cancellation`, { method: "POST" }),
      await request(`/orders/${id}/shipment`, { method: "POST" }),
      await request(`/orders/${id}/delivery`, { method: "POST" }),
    ];
    for (const response of responses) {
      assertEquals([response.status, (await response.json()).code], [404, "orders/not-found"]);
    }
  }
  const absent = await request(`/orders/${await placed(app)}/items/prod1`, { method: "DELETE" });
  assertEquals([absent.status, (await absent.json()).code], [404, "orders/item-not-found"]);
});

test("steps that are not legal are a 409, each with its code, and change nothing", async () => {
  const app = await shop();
  const [empty, id, cancelled] = [await placed(app), await placed(app, 1), await placed(app, 1)];
  await app.request(`/orders/${cancelled}/cancellation`, { method: "POST" });
  const refused = async (order: string, step: string, body: unknown = {}) => {
    const head = await app.store.head();
    const refusal = await refusalOf(app, `/orders/${order}/${step}`, JSON.stringify(body));
    assertEquals(await app.store.head(), head, `${step} of ${order}`);
    return refusal;
  };
  const visa = { paymentMethod: "pm_card_visa" };
  const mouse = { productId: "prod2", quantity: 1 };

  assertEquals(await refused(empty, "confirmation", visa), [409, "orders/empty", []]);
  assertEquals(await refused(id, "shipment"), [409, "orders/not-ready", []]);
  assertEquals(await refused(id, "delivery"), [409, "orders/not-ready", []]);
  assertEquals(await refused(cancelled, "confirmation", visa), [409, "orders/not-pending", []]);
  assertEquals(await refused(cancelled, "shipment"), [409, "orders/not-ready", []]);
  await confirmed(app, id);
  assertEquals(await refused(id, "items", mouse), [409, "orders/not-modifiable", []]);
  assertEquals(await refused(id, "confirmation", visa), [409, "orders/not-pending", []]);
  await app.request(`/orders/${id}/shipment`, { method: "POST" });
  assertEquals(await refused(id, "shipment"), [409, "orders/not-ready", []]);
  assertEquals(await refused(id, "cancellation"), [409, "orders/not-cancellable", []]);
  await app.request(`/orders/${id}/delivery`, { method: "POST" });
  assertEquals(await refused(id, "delivery"), [409, "orders/not-ready", []]);
  assertEquals(await refused(id, "cancellation"), [409, "orders/not-cancellable", []]);
  const removal = await app.request(`/orders/${id}/items/prod1`, { method: "DELETE" });
  assertEquals([removal.status, (await removal.json()).code], [409, "orders/not-modifiable"]);
});

test("cancelling a pending order needs nothing else, also with an item in it", async () => {
  const app = await shop();
  const id = await placed(app, 1);

  const cancelled = app.request(`/orders/${id}/cancellation`, { method: "POST" });
  const response = await whileWorking(app, cancelled);
  const { status, refund } = await response.json();

  assertEquals([response.status, status, refund], [200, "cancelled", undefined]);
});

test("cursors and limits that were never given are a 422", async () => {
  const { request } = await shop();

  for (const query of ["after=made-up", "limit=0", "limit=201", "limit=x"]) {
    assertEquals((await request(`/orders?${query}`)).status, 422, query);
  }
});
