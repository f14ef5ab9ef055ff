import { assert, assertEquals } from "@std/assert";
import { test } from "@std/testing/bdd";
import { opened, usd } from "./testdata/accounts.ts";
import { confirmed, placed } from "./testdata/orders.ts";
import { asOperator, asPerson, testApp } from "./testdata/test_app.ts";

test("the home page leads to the demos, and shows a command line that works here", async () => {
  const { request } = testApp();

  const page = await (await request("/", {
    headers: { ...asPerson, host: "localhost:8001" },
  })).text();

  assert(page.includes('href="/demo/registration"') && page.includes('href="/demo/account"'));
  assert(page.includes('href="/demo/order"'));
  assert(page.includes("curl -i -X POST http://localhost:8001/users"));
});

test("every link of every page leads somewhere", async () => {
  const app = testApp();
  const { request, send, drain } = app;
  await send("POST", "/users", { name: "Ada", email: "ada@x.org" });
  const ids = [await opened(app), await opened(app)];
  await send("POST", "/transfers", { from: ids[0], to: ids[1], amount: usd(1) });
  await app.services.catalog.loadDemo();
  const orders = [await placed(app), await placed(app, 1), await placed(app, 1)];
  await confirmed(app, orders[2] ?? "");
  await drain(() => Promise.reject(Object.assign(new Error("no"), { permanent: true })));
  const headers = { ...asPerson, ...asOperator };
  const seen = new Set(["/"]);

  for (const path of seen) {
    const response = await request(path, { headers });
    assertEquals(response.status, 200, path);
    for (const [, href = ""] of (await response.text()).matchAll(/(?:href|src)="(\/[^"#]*)"/g)) {
      seen.add(href.replaceAll("&amp;", "&"));
    }
  }

  assert(seen.size >= 20, [...seen].join(" "));
});

test("every page has a title, one heading, landmarks, labels and ids of its own", async () => {
  const app = testApp();
  const { request } = app;
  const id = await opened(app);
  await app.services.catalog.loadDemo();
  const order = await placed(app, 1);
  const headers = { ...asPerson, ...asOperator };

  for (
    const path of [
      "/",
      "/users",
      "/demo/registration",
      "/accounts",
      "/demo/account",
      `/accounts/${id}`,
      `/accounts/${id}?version=1`,
      "/products",
      "/demo/product",
      "/products/prod1",
      "/orders",
      "/demo/order",
      `/orders/${order}`,
      "/events",
      "/mailbox",
      "/admin/wiring",
      "/x",
    ]
  ) {
    const page = await (await request(path, { headers })).text();
    assertEquals(page.match(/<h1/g)?.length, 1, path);
    assert(/<html lang="en">.*<title>[^<]+<\/title>.*<main id="content">/s.test(page), path);
    assert(page.includes('href="#content"') && page.includes('<nav aria-label="Main">'), path);
    const ids = [...page.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id);
    assertEquals(ids, [...new Set(ids)], path);
    for (const [, id] of page.matchAll(/<input id="([^"]+)"/g)) {
      assert(page.includes(`<label for="${id}">`), `${path} ${id}`);
    }
  }
});

test("programs get a list of addresses", async () => {
  const response = await testApp().request("/");

  const { links } = await response.json();
  assertEquals([links.users, links.accounts, links.products, links.orders], [
    "/users",
    "/accounts",
    "/products",
    "/orders",
  ]);
});
