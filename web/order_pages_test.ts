import { assert, assertEquals, assertFalse, assertMatch } from "@std/assert";
import { test } from "@std/testing/bdd";
import { confirmed, hanging, placed, shop, whileWorking } from "./testdata/orders.ts";
import { asOperator, asPerson, type TestApp, testApp } from "./testdata/test_app.ts";

async function pageOf(
  { request }: TestApp,
  id: string,
  headers: Record<string, string> = {},
): Promise<string> {
  const response = await request(`/orders/${id}`, { headers: { ...asPerson, ...headers } });
  assertEquals(response.status, 200);
  return await response.text();
}

/** What the forms of an order's page are sent to. */
function formsOn(page: string): readonly (string | undefined)[] {
  return [...page.matchAll(/<form method="post" action="[^"]+\/([a-z-]+)"/g)].map(([, name]) =>
    name
  );
}

/** The types of the events on a page, as shown. */
function eventsOn(page: string): readonly (string | undefined)[] {
  return [...page.matchAll(/class="position">\d+<\/span> (\w+)</g)].map(([, type]) => type);
}

async function sendForm(
  app: TestApp,
  id: string,
  form: string,
  fields: Record<string, string> = {},
): Promise<Response> {
  return await whileWorking(app, app.form(`/forms/orders/${id}/${form}`, fields));
}

test("the form places an order and leads to its page, which is empty", async () => {
  const app = await shop();

  const sent = await app.form("/demo/order", { customerId: "<b>Ada</b>", formKey: "once" });
  const again = await app.form("/demo/order", { customerId: "<b>Ada</b>", formKey: "once" });
  const location = sent.headers.get("location") ?? "";
  const page = await pageOf(app, location.replace("/orders/", ""));

  assertEquals([sent.status, again.headers.get("location")], [303, location]);
  assert(page.includes("There is nothing in it yet") && page.includes("&lt;b&gt;Ada"));
  assertEquals([formsOn(page), eventsOn(page)], [["items", "cancellation"], ["OrderPlaced"]]);
});

test("an order goes by its forms from empty to delivered, with each event beside it", async () => {
  const app = await shop();
  const id = await placed(app);
  const steps: readonly (readonly [string, Record<string, string>, readonly string[]])[] = [
    ["items", { productId: "prod1", quantity: "1" }, [
      "removal",
      "items",
      "confirmation",
      "cancellation",
    ]],
    ["items", { productId: "prod3", quantity: "3" }, [
      "removal",
      "removal",
      "items",
      "confirmation",
      "cancellation",
    ]],
    ["removal", { productId: "prod1" }, ["removal", "items", "confirmation", "cancellation"]],
    ["confirmation", { paymentMethod: "pm_card_visa" }, ["shipment", "cancellation"]],
    ["shipment", {}, ["delivery"]],
    ["delivery", {}, []],
  ];

  for (const [form, fields, forms] of steps) {
    const sent = await sendForm(app, id, form, fields);
    assertEquals([sent.status, sent.headers.get("location")], [303, `/orders/${id}`], form);
    assertEquals(formsOn(await pageOf(app, id)), forms, form);
  }

  const page = await pageOf(app, id);
  assertMatch(page, /class="balance">239\.97 USD<.*class="mark good">delivered</s);
  assertEquals(eventsOn(page), [
    "OrderDelivered",
    "OrderShipped",
    "OrderConfirmed",
    "PaymentBegun",
    "ConfirmationStarted",
    "ItemRemoved",
    "ItemAdded",
    "ItemAdded",
    "OrderPlaced",
  ]);
});

test("of an order with a long past the latest events are shown", async () => {
  const app = await shop();
  const id = await placed(app);
  const { orders } = app.services;
  for (let n = 0; n < 100; n++) {
    await orders.addItem({ id, productId: "prod2", quantity: 1 });
    await orders.removeItem({ id, productId: "prod2" });
  }
  await orders.addItem({ id, productId: "prod1", quantity: 1 });

  const page = await pageOf(app, id);

  const versions = [...page.matchAll(/<\/code> version (\d+)/g)].map(([, version]) =>
    Number(version)
  );
  assertEquals([versions[0], versions.at(-1), versions.length], [202, 103, 100]);
  assert(page.includes("Earlier ones (102)"));
});

test("operators see the payment and the mails that an order caused, others do not", async () => {
  const app = await shop();
  const id = await placed(app, 1);
  await confirmed(app, id);
  await sendForm(app, id, "cancellation");
  await app.drain();

  const operators = await pageOf(app, id, asOperator);
  const others = await pageOf(app, id);

  const shown = [
    `pay_${id}_1`,
    `Order ${id} is confirmed`,
    `Order ${id} is cancelled`,
    "customer123@customers.invalid",
    "refunded",
  ];
  for (const text of shown) {
    assert(operators.includes(text), text);
  }
  assertMatch(operators, /data-label="Given back">.*999\.99 USD/s);
  assertEquals(others.includes("customers.invalid"), false);
  assert(others.includes("The payment and the mails are for operators"));
});

test("an attempt that came to nothing is said on the page, and can be repeated", async () => {
  const app = await shop();
  const id = await placed(app, 1);

  const sent = await sendForm(app, id, "confirmation", {
    paymentMethod: "pm_card_chargeDeclined",
  });
  const page = await pageOf(app, id);

  assertEquals(sent.status, 303);
  assert(page.includes("Payment processing failed: The card was declined"));
  assert(formsOn(page).includes("confirmation"));
});

test("while an order is confirming its page says so, and operators can judge the payment", async () => {
  const app = await shop();
  const [accepted, abandoned] = [await hanging(app), await hanging(app)];

  const seen = await pageOf(app, accepted);
  const judged = await pageOf(app, accepted, asOperator);
  const judge = (id: string, judgement: string, headers = {}) =>
    app.form(`/forms/operators/orders/${id}/${judgement}`, {}, headers);
  const refused = await judge(accepted, "payment-acceptance");
  const sent = [
    await judge(accepted, "payment-acceptance", asOperator),
    await judge(abandoned, "payment-abandonment", asOperator),
  ];

  assertEquals(formsOn(seen), ["cancellation"]);
  assert(seen.includes("are being seen to"));
  assertEquals(formsOn(judged), ["cancellation", "payment-acceptance", "payment-abandonment"]);
  assertEquals([refused, ...sent].map(({ status }) => status), [401, 303, 303]);
  const { orders } = app.services;
  assertEquals([
    (await orders.get({ id: accepted })).status,
    (await orders.get({ id: abandoned })).status,
  ], [
    "confirmed",
    "pending",
  ]);
});

test("a refund that is refused is said on the page of the order", async () => {
  const app = await shop();
  const id = await placed(app, 1);
  await confirmed(app, id, "pm_card_refundFail");

  await sendForm(app, id, "cancellation");
  const page = await pageOf(app, id);

  assert(page.includes("Refund processing failed: The card takes no money back"));
  assertEquals(formsOn(page), []);
});

test("the list of orders leads to each order and to those of its customer", async () => {
  const app = await shop();
  const empty = await (await app.request("/orders", { headers: asPerson })).text();
  const id = await placed(app, 2);
  const headers = asPerson;

  const page = await (await app.request("/orders", { headers })).text();
  const others = await (await app.request("/orders?customer=ada", { headers })).text();

  assert(empty.includes("None has been placed yet") && empty.includes('href="/demo/order"'));
  for (const shown of [`href="/orders/${id}"`, "/orders?customer=customer123", "1999.98 USD"]) {
    assert(page.includes(shown), shown);
  }
  assertFalse(others.includes(id));
});

test("where neither books nor mail are kept, operators are told so", async () => {
  const app = await shop();
  const id = await placed(app, 1);
  const elsewhere = testApp({ ...app.services, readLedger: undefined, readMailbox: undefined });

  const page = await pageOf(elsewhere, id, asOperator);

  assert(page.includes("They are kept at the gateway") && page.includes("Mail is sent on"));
});
