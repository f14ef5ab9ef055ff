import { assert, assertEquals, assertMatch } from "@std/assert";
import { test } from "@std/testing/bdd";
import { confirmed, placed, shop } from "./testdata/orders.ts";
import { asPerson, type TestApp, testApp } from "./testdata/test_app.ts";

/** The first value that a page has in hidden fields of a name. */
async function hiddenIn({ request }: TestApp, id: string, name: string): Promise<string> {
  const page = await (await request(`/orders/${id}`, { headers: asPerson })).text();
  const [, value = ""] = new RegExp(`name="${name}" value="([^"]+)"`).exec(page) ?? [];
  assert(value !== "", name);
  return value;
}

test("a blank customer is said beside the field", async () => {
  const sent = await testApp().form("/demo/order", { customerId: " " });

  assertEquals(sent.status, 422);
  assert((await sent.text()).includes('id="customerId-error"'));
});

test("a step that is refused is said beside its field in its form, with what was typed", async () => {
  const app = await shop();
  const id = await placed(app, 1);
  const head = await app.store.head();

  for (
    const [form, fields, status, field, message] of [
      ["items", { productId: "prod2", quantity: "0" }, 422, "quantity", /from 1 to/],
      ["items", { productId: "prod2", quantity: "-1" }, 422, "quantity", /from 1 to/],
      ["items", { productId: "prod2", quantity: "1.5" }, 422, "quantity", /from 1 to/],
      ["items", { productId: "prod2", quantity: "9e9" }, 422, "quantity", /from 1 to/],
      ["items", { productId: "prod2", quantity: "51" }, 409, "quantity", /not available/],
      ["items", { productId: "none", quantity: "1" }, 404, "productId", /Product not found/],
      ["confirmation", { paymentMethod: " " }, 422, "paymentMethod", /must not be blank/],
    ] as const
  ) {
    const sent = await app.form(`/forms/orders/${id}/${form}`, fields);
    const page = await sent.text();
    const errors = [...page.matchAll(/id="([a-zA-Z-]+)-error"[^>]*>([^<]+)</g)];
    assertEquals([sent.status, errors.map(([, name]) => name)], [status, [field]], form);
    assertMatch(errors[0]?.[2] ?? "", message);
    for (const value of Object.values(fields)) assert(page.includes(`value="${value}"`), value);
  }
  assertEquals(await app.store.head(), head);
});

test("a step whose form is not on the page any more is refused above it", async () => {
  const app = await shop();
  const id = await placed(app, 1);
  await confirmed(app, id);

  for (const form of ["items", "delivery", "removal"]) {
    const sent = await app.form(`/forms/orders/${id}/${form}`, { quantity: "1" });
    assertEquals(sent.status, 409, form);
    assertMatch(await sent.text(), /class="notice wrong" role="alert">Cannot/, form);
  }
});

test("what is paid for is what was on the page: a form of an earlier version is refused", async () => {
  const app = await shop();
  const id = await placed(app, 1);
  const version = await hiddenIn(app, id, "version");
  await app.send("POST", `/orders/${id}/items`, { productId: "prod2", quantity: 1 });

  const fields = { paymentMethod: "pm_card_visa", version };
  const sent = await app.form(`/forms/orders/${id}/confirmation`, fields);

  assertEquals([sent.status, (await app.services.orders.get({ id })).status], [412, "pending"]);
  assert((await sent.text()).includes("Somebody else made a change meanwhile"));
});

test("a form that is sent twice has one effect", async () => {
  const app = await shop();
  const id = await placed(app);
  const formKey = await hiddenIn(app, id, "formKey");
  const add = () =>
    app.form(`/forms/orders/${id}/items`, { productId: "prod1", quantity: "1", formKey });

  const sent = [...await Promise.all([add(), add()]), await add()];

  assertEquals(sent.map(({ status }) => status), [303, 303, 303]);
  assertEquals((await app.services.orders.get({ id })).items[0]?.quantity, 1);
});

test("a form for an order that is not there is a 404 page", async () => {
  const app = await shop();
  for (const form of ["items", "removal", "cancellation", "shipment", "delivery"]) {
    const sent = await app.form(`/forms/orders/nothing/${form}`, { quantity: "1" });
    assertEquals(sent.status, 404, form);
    assert((await sent.text()).startsWith("<!doctype html>"));
  }
});
