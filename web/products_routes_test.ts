import { assertEquals } from "@std/assert";
import { test } from "@std/testing/bdd";
import { usd } from "./testdata/accounts.ts";
import { type TestApp, testApp } from "./testdata/test_app.ts";

const laptop = { name: "Laptop", categoryId: "Electronics", basePrice: usd(999_99), stock: 10 };

async function created({ send }: TestApp, details: Partial<typeof laptop> = {}): Promise<string> {
  const { id } = await (await send("POST", "/products", { ...laptop, ...details })).json();
  return id;
}

test("POST /products answers 201 with the product at its price, its Location and its version", async () => {
  const { send, request } = testApp();

  const response = await send("POST", "/products", laptop);
  const product = await response.json();

  assertEquals(response.status, 201);
  assertEquals(product, {
    id: product.id,
    name: "Laptop",
    categoryId: "electronics",
    basePrice: usd(999_99),
    price: usd(1149_99),
    stock: 10,
    version: 1,
  });
  const { headers } = response;
  assertEquals(
    ["location", "etag", "portico-position"].map((name) => headers.get(name)),
    [`/products/${product.id}`, '"1"', "1"],
  );
  const found = await request(`/products/${product.id}`);
  assertEquals([await found.json(), found.headers.get("etag")], [product, '"1"']);
});

test("a product without stock has none of it yet", async () => {
  const { stock: _, ...unstocked } = laptop;

  const response = await testApp().send("POST", "/products", unstocked);

  assertEquals((await response.json()).stock, 0);
});

test("PUT base-price reprices a product in its own category, PUT stock says how many there are", async () => {
  const app = testApp();
  const id = await created(app, { categoryId: "books" });

  const repriced = await app.send("PUT", `/products/${id}/base-price`, usd(1000));
  const stocked = await app.send("PUT", `/products/${id}/stock`, { quantity: 7 });
  const again = await app.send("PUT", `/products/${id}/stock`, { quantity: 7 });

  const answers = [repriced, stocked, again];
  assertEquals(
    answers.map(({ status, headers }) => [
      status,
      headers.get("etag"),
      headers.get("portico-position"),
    ]),
    [[200, '"2"', "2"], [200, '"3"', "3"], [200, '"3"', "3"]],
  );
  const products = await Promise.all(answers.map((answer) => answer.json()));
  assertEquals(products.map(({ price, stock }) => [price, stock]), [
    [usd(1050), 10],
    [usd(1050), 7],
    [usd(1050), 7],
  ]);
});

test("GET /products pages by cursor, all or those of a category as people type it", async () => {
  const app = testApp();
  const ids: string[] = [];
  for (const categoryId of ["books", "music", "books", "books"]) {
    ids.push(await created(app, { categoryId }));
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

  assertEquals(await idsAt("/products?"), [[first, second], [third, fourth]]);
  assertEquals(await idsAt("/products?category=%20Books&"), [[first, third], [fourth]]);
  assertEquals(await idsAt("/products?category=nothing&"), [[]]);
});

test("If-Match for another version than the current one is a 412", async () => {
  const app = testApp();
  const id = await created(app);
  const put = async (path: string, body: unknown, tag: string) => {
    const response = await app.send("PUT", `/products/${id}/${path}`, body, { "if-match": tag });
    return response.status;
  };

  const statuses = [
    await put("base-price", usd(1), '"1"'),
    await put("base-price", usd(2), '"1"'),
    await put("stock", { quantity: 1 }, '"1"'),
    await put("stock", { quantity: 1 }, '"2"'),
    await put("stock", { quantity: 2 }, '"9"'),
  ];

  assertEquals(statuses, [200, 412, 412, 200, 412]);
});

test("a creation that comes again with its Idempotency-Key makes one product", async () => {
  const app = testApp();
  const key = { "idempotency-key": "once" };

  const [first, second, other] = [
    await app.send("POST", "/products", laptop, key),
    await app.send("POST", "/products", laptop, key),
    await app.send("POST", "/products", { ...laptop, stock: 9 }, key),
  ];

  assertEquals([first.status, second.status, other.status], [201, 201, 422]);
  assertEquals(await second.json(), await first.json());
  assertEquals(await app.store.head(), 1);
});

test("an unknown product is a 404", async () => {
  const { send, request } = testApp();

  for (const id of ["nothing", "a".repeat(600), "%00"]) {
    for (
      const response of [
        await request(`/products/${id}`),
        await send("PUT", `/products/${id}/base-price`, usd(1)),
        await send("PUT", `/products/${id}/stock`, { quantity: 1 }),
        await send("PUT", `/products/${id}/stock`, { quantity: 1 }, { "if-match": '"1", "2"' }),
      ]
    ) {
      const { code } = await response.json();
      assertEquals([response.status, code], [404, "catalog/product-not-found"]);
    }
  }
});

test("what is no product is a 422 that names every wrong field as it was sent", async () => {
  const app = testApp();
  const id = await created(app);
  const largest = Number.MAX_SAFE_INTEGER;
  const wrongs: readonly (readonly [string, string, string, readonly string[]])[] = [
    ["POST", "", "{}", ["name", "categoryId", "basePrice"]],
    ["POST", "", JSON.stringify({ ...laptop, id: "mine", price: usd(1) }), ["id", "price"]],
    ["POST", "", JSON.stringify({ name: " ", categoryId: "a b", basePrice: usd(-1), stock: -1 }), [
      "name",
      "categoryId",
      "basePrice.amount",
      "stock",
    ]],
    ["POST", "", JSON.stringify({ ...laptop, stock: 0.5 }), ["stock"]],
    ["POST", "", JSON.stringify({ ...laptop, stock: "7" }), ["stock"]],
    ["POST", "", JSON.stringify({ ...laptop, basePrice: usd(largest) }), ["basePrice"]],
    ["PUT", `/${id}/base-price`, "{}", ["amount", "currency"]],
    ["PUT", `/${id}/base-price`, '{"amount": 0.5, "currency": "usd"}', ["amount", "currency"]],
    ["PUT", `/${id}/base-price`, '{"amount": 1e400, "currency": "USD"}', ["amount"]],
    ["PUT", `/${id}/base-price`, JSON.stringify(usd(-1)), ["amount"]],
    ["PUT", `/${id}/base-price`, JSON.stringify(usd(largest)), [""]],
    ["PUT", `/${id}/stock`, "{}", ["quantity"]],
    ["PUT", `/${id}/stock`, '{"quantity": -1}', ["quantity"]],
    ["PUT", `/${id}/stock`, '{"quantity": 1.5}', ["quantity"]],
    ["PUT", `/${id}/stock`, '{"quantity": 1e10}', ["quantity"]],
    ["PUT", `/${id}/stock`, '{"quantity": null}', ["quantity"]],
    ["PUT", `/${id}/stock`, '{"stock": 1}', ["quantity", "stock"]],
  ];

  for (const [method, path, body, paths] of wrongs) {
    const headers = { "content-type": "application/json" };
    const response = await app.request(`/products${path}`, { method, headers, body });
    const { errors } = await response.json();
    assertEquals(
      [response.status, errors.map(({ path }: { path: string }) => path)],
      [422, paths],
      body,
    );
  }
  assertEquals(await app.store.head(), 1);
});

test("queries that no list can answer are a 422 that names them", async () => {
  const { request } = testApp();

  for (
    const [query, paths] of [
      ["category=a%20b", ["category"]],
      ["category=", ["category"]],
      ["limit=0", ["limit"]],
    ] as const
  ) {
    const response = await request(`/products?${query}`);
    const { errors } = await response.json();
    assertEquals(
      [response.status, errors.map(({ path }: { path: string }) => path)],
      [422, paths],
      query,
    );
  }
  assertEquals((await request("/products?after=made-up")).status, 422);
});

test("the correlation of a request reaches the events of a product", async () => {
  const app = testApp();

  await app.send("POST", "/products", laptop, { "x-correlation-id": "from-outside" });

  const { events } = await app.store.readLog({ after: 0, limit: 10 });
  assertEquals(events.map(({ metadata }) => metadata.correlationId), ["from-outside"]);
});
