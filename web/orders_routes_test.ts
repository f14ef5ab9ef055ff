import { assertEquals } from "@std/assert";
import { test } from "@std/testing/bdd";
import { usd } from "./testdata/accounts.ts";
import { confirmed, placed, shop } from "./testdata/orders.ts";

test("POST /orders answers 201 with an empty order, its Location and its version", async () => {
  const { send, request } = await shop();

  const response = await send("POST", "/orders", { customerId: " customer123 " });
  const order = await response.json();

  assertEquals(response.status, 201);
  assertEquals(order, {
    id: order.id,
    customerId: "customer123",
    status: "pending",
    items: [],
    total: usd(0),
    version: order.version,
  });
  const { headers } = response;
  assertEquals(
    ["location", "etag", "portico-position"].map((name) => headers.get(name)),
    [`/orders/${order.id}`, `"${order.version}"`, "4"],
  );
  const found = await request(`/orders/${order.id}`);
  assertEquals([await found.json(), found.headers.get("etag")], [order, headers.get("etag")]);
});

test("items are added, merged and removed; line totals and total are exact", async () => {
  const app = await shop();
  const id = await placed(app);
  const add = (productId: string, quantity: number) =>
    app.send("POST", `/orders/${id}/items`, { productId, quantity });
  const line = (productId: string, name: string, price: number, quantity: number) => ({
    productId,
    name,
    unitPrice: usd(price),
    quantity,
    lineTotal: usd(price * quantity),
  });

  const answers = [
    await add("prod3", 1),
    await add("prod1", 1),
    await add("prod3", 2),
    await app.request(`/orders/${id}/items/prod1`, { method: "DELETE" }),
  ];
  const orders = await Promise.all(answers.map((answer) => answer.json()));

  assertEquals(answers.map(({ status }) => status), [200, 200, 200, 200]);
  assertEquals(orders.map(({ total }) => total.amount), [79_99, 1079_98, 1239_96, 239_97]);
  assertEquals(orders[2].items, [
    line("prod3", "Keyboard", 79_99, 3),
    line("prod1", "Laptop", 999_99, 1),
  ]);
  assertEquals(await (await app.request(`/orders/${id}`)).json(), orders[3]);
});

test("an order goes from empty to delivered, each step answering with the order", async () => {
  const app = await shop();
  const id = await placed(app, 2);

  const answers = [
    await confirmed(app, id),
    await app.request(`/orders/${id}/shipment`, { method: "POST" }),
    await app.request(`/orders/${id}/delivery`, { method: "POST" }),
  ];
  const orders = await Promise.all(answers.map((answer) => answer.json()));

  assertEquals(answers.map(({ status }) => status), [200, 200, 200]);
  const paymentId = `pay_${id}_1`;
  assertEquals(orders.map(({ status, paymentId }) => [status, paymentId]), [
    ["confirmed", paymentId],
    ["shipped", paymentId],
    ["delivered", paymentId],
  ]);
  for (const [index, { headers }] of answers.entries()) {
    assertEquals(headers.get("etag"), `"${orders[index].version}"`);
  }
  assertEquals(answers[2]?.headers.get("portico-position"), String(await app.store.head()));
  assertEquals((await app.services.catalog.get({ id: "prod1" })).stock, 8);
});

test("GET /orders pages by cursor, all or those of a customer", async () => {
  const app = await shop();
  const ids: string[] = [];
  for (const customerId of ["ada", "grace", "ada", "ada"]) {
    ids.push((await (await app.send("POST", "/orders", { customerId })).json()).id);
    app.clock.advance(1);
  }
  const idsAt = async (path: string) => {
    const found: string[][] = [];
    for (let next: string | null = ""; next !== null;) {
      const page = await (await app.request(`${path}limit=2&after=${next}`)).json();
      found.push(page.items.map(({ id }: { id: string }) => id));
      next = page.next;
    }
    return found;
  };
  const [first = "", second = "", third = "", fourth = ""] = ids;

  assertEquals(await idsAt("/orders?"), [[first, second], [third, fourth]]);
  assertEquals(await idsAt("/orders?customer=ada&"), [[first, third], [fourth]]);
  assertEquals(await idsAt("/orders?customer=nobody&"), [[]]);
});

test("If-Match for another version than the current one is a 412, on every change", async () => {
  const app = await shop();
  const id = await placed(app, 1);
  const stale = { "if-match": '"1"' };

  const responses = [
    await app.send("POST", `/orders/${id}/items`, { productId: "prod2", quantity: 1 }, stale),
    await app.request(`/orders/${id}/items/prod1`, { method: "DELETE", headers: stale }),
    await confirmed(app, id, "pm_card_visa", stale),
    await app.request(`/orders/${id}/cancellation`, { method: "POST", headers: stale }),
    await app.request(`/orders/${id}/shipment`, { method: "POST", headers: stale }),
    await app.request(`/orders/${id}/delivery`, { method: "POST", headers: stale }),
  ];
  const current = (await app.request(`/orders/${id}`)).headers.get("etag") ?? "";
  const fresh = await confirmed(app, id, "pm_card_visa", { "if-match": current });

  assertEquals(responses.map(({ status }) => status), [412, 412, 412, 412, 412, 412]);
  assertEquals(fresh.status, 200);
});

test("a POST that comes again with its Idempotency-Key has one effect and one answer", async () => {
  const app = await shop();
  const key = { "idempotency-key": "once" };
  const twice = async (path: string, body: unknown = {}) => {
    const first = await (await app.send("POST", path, body, key)).json();
    assertEquals(await (await app.send("POST", path, body, key)).json(), first, path);
    return first;
  };

  const { id } = await twice("/orders", { customerId: "ada" });
  const { items } = await twice(`/orders/${id}/items`, { productId: "prod1", quantity: 2 });
  const first = await (await confirmed(app, id, "pm_card_visa", key)).json();
  const second = await (await confirmed(app, id, "pm_card_visa", key)).json();
  const other = await app.send("POST", `/orders/${id}/confirmation`, { paymentMethod: "x" }, key);
  await twice(`/orders/${id}/shipment`);
  await twice(`/orders/${id}/delivery`);

  assertEquals([items[0].quantity, first, other.status], [2, second, 422]);
  const { items: payments } = await app.payments.ledger({ limit: 10 });
  assertEquals(payments.map(({ charges }) => charges.length), [1]);
});

test("the correlation of a request reaches all events of an order, also those of its fulfilment", async () => {
  const app = await shop();
  const id = await placed(app, 1);

  await confirmed(app, id, "pm_card_visa", { "x-correlation-id": "from-outside" });

  const events = await app.store.readStream(`order/${id}`, { after: 2 });
  assertEquals(events.map(({ type, metadata }) => [type, metadata.correlationId]), [
    ["ConfirmationStarted", "from-outside"],
    ["PaymentBegun", "from-outside"],
    ["OrderConfirmed", "from-outside"],
  ]);
});
