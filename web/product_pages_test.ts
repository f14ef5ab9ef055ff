import { assert, assertEquals, assertFalse, assertMatch } from "@std/assert";
import { test } from "@std/testing/bdd";
import { usd } from "./testdata/accounts.ts";
import { shop } from "./testdata/orders.ts";
import { asPerson, type TestApp, testApp } from "./testdata/test_app.ts";

const laptop = {
  name: "<b>Laptop</b>",
  category: "Electronics",
  amount: "999.99",
  currency: "usd",
  stock: "10",
};

async function pageAt({ request }: TestApp, path: string): Promise<string> {
  const response = await request(path, { headers: asPerson });
  assertEquals(response.status, 200, path);
  return await response.text();
}

/** The texts of the cells of a table, row by row. */
function cellsOf(page: string): readonly (readonly string[])[] {
  return [...page.matchAll(/<tr role="row"><td.*?<\/tr>/gs)].map(([row]) =>
    [...row.matchAll(/<td[^>]*>(.*?)<\/td>/gs)].map(([, cell = ""]) => cell.replace(/<[^>]+>/g, ""))
  );
}

/** The names of the fields that something is wrong with. */
function wrongFields(page: string): readonly (string | undefined)[] {
  return [...page.matchAll(/ id="([a-z-]+)-error"/g)].map(([, field]) => field);
}

test("the catalogue shows every price and how it came about, all or by category", async () => {
  const app = await shop();
  app.clock.advance(1);
  await app.send("POST", "/products", { name: "Book", categoryId: "books", basePrice: usd(1000) });

  const all = await pageAt(app, "/products");
  const books = await pageAt(app, "/products?category=books");

  assertEquals(cellsOf(all), [
    ["Laptop", "electronics", "869.56 USD", "15\u00a0%", "999.99 USD", "10"],
    ["Mouse", "electronics", "26.08 USD", "15\u00a0%", "29.99 USD", "50"],
    ["Keyboard", "electronics", "69.56 USD", "15\u00a0%", "79.99 USD", "25"],
    ["Book", "books", "10.00 USD", "5\u00a0%", "10.50 USD", "0"],
  ]);
  assertEquals(cellsOf(books).map(([name]) => name), ["Book"]);
  assert(all.includes('href="/products/prod1"') && all.includes('href="/products?category=books"'));
});

test("an empty catalogue offers the products of the demo", async () => {
  const app = testApp();
  const empty = await pageAt(app, "/products");
  const [, action = ""] = /<form method="post" action="([^"]+)"/.exec(empty) ?? [];

  const sent = await app.form(action, {});

  assertEquals([sent.status, sent.headers.get("location")], [303, "/products"]);
  assertEquals(cellsOf(await pageAt(app, "/products")).map(([name]) => name), [
    "Laptop",
    "Mouse",
    "Keyboard",
  ]);
});

test("the form creates a product with exactly what was typed, once, and leads to it", async () => {
  const app = testApp();
  const form = { ...laptop, formKey: "once" };

  const sent = await app.form("/demo/product", form);
  const again = await app.form("/demo/product", form);
  const location = sent.headers.get("location") ?? "";
  const page = await pageAt(app, location);

  assertEquals([sent.status, again.headers.get("location")], [303, location]);
  assertMatch(page, /Base price<\/dt><dd>999\.99 USD</);
  assertMatch(page, /15\u00a0% for <a href="\/products\?category=electronics">.*150\.00 USD</s);
  assertMatch(page, /class="balance">1149\.99 USD</);
  assertFalse(page.includes("<b>Laptop"));
  assertEquals(await app.store.head(), 1);
});

test("a creation that is refused comes back with what was typed, each error beside its field", async () => {
  const app = testApp();
  const wrongIn = async (values: Record<string, string>) => {
    const sent = await app.form("/demo/product", { ...laptop, ...values });
    assertEquals(sent.status, 422);
    const page = await sent.text();
    for (const value of Object.values(values)) assert(page.includes(`value="${value}"`), value);
    return wrongFields(page);
  };

  assertEquals(
    await wrongIn({ name: " ", category: "a b", amount: "x", currency: "$", stock: "" }),
    ["name", "category", "amount", "currency", "stock"],
  );
  for (const amount of ["-1", "1.005", "1e3", "", "90071992547409.91"]) {
    assertEquals(await wrongIn({ amount }), ["amount"], amount);
  }
  for (const stock of ["-1", "1.5", "1e3", "9999999999", "ten"]) {
    assertEquals(await wrongIn({ stock }), ["stock"], stock);
  }
  assertEquals(await app.store.head(), 0);
});

test("the forms of a product reprice it and set its stock", async () => {
  const app = await shop();

  const sent = [
    await app.form("/forms/products/prod1/base-price", { amount: "100" }),
    await app.form("/forms/products/prod1/stock", { quantity: " 7 " }),
  ];

  for (const { status, headers } of sent) {
    assertEquals([status, headers.get("location")], [303, "/products/prod1"]);
  }
  const { price, stock } = await app.services.catalog.get({ id: "prod1" });
  assertEquals([price.amount, stock], [115_00, 7]);
});

test("a change that is refused is said beside its field, with what was typed", async () => {
  const app = await shop();
  const head = await app.store.head();

  for (
    const [kind, fields] of [
      ["base-price", { amount: "12,50" }],
      ["base-price", { amount: "-1" }],
      ["base-price", { amount: "90071992547409.91" }],
      ["stock", { quantity: "-1" }],
      ["stock", { quantity: "some" }],
    ] as const
  ) {
    const sent = await app.form(`/forms/products/prod1/${kind}`, fields);
    const page = await sent.text();
    assertEquals([sent.status, wrongFields(page)], [422, Object.keys(fields)]);
    for (const value of Object.values(fields)) assert(page.includes(`value="${value}"`), value);
  }
  assertEquals(await app.store.head(), head);
});

test("a form for a product that is not there is a 404 page", async () => {
  for (const kind of ["base-price", "stock"]) {
    const sent = await testApp().form(`/forms/products/nothing/${kind}`, { amount: "1" });
    assertEquals(sent.status, 404, kind);
    assert((await sent.text()).startsWith("<!doctype html>"));
  }
});

test("a markup that the price was not made with is not shown as if it were", async () => {
  const app = await shop();
  const { markups } = app.services;
  const byCategory = { ...markups.byCategory, electronics: 2500 };
  const later = testApp({ ...app.services, markups: { ...markups, byCategory } });

  const page = await pageAt(later, "/products");

  assertEquals(cellsOf(page)[0]?.slice(2, 5), ["869.56 USD", "an earlier one", "999.99 USD"]);
});
