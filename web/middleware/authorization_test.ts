import { assertEquals } from "@std/assert";
import { test } from "@std/testing/bdd";
import { HTTPException } from "hono/http-exception";
import { asOperator, testApp } from "../testdata/test_app.ts";

const ada = { name: "Ada", email: "ada@x.org" };

test("authorize lets in whom it recognises, and events say who it was", async () => {
  const { send, store } = testApp({}, {
    authorize: async (request) => ({ id: `signed ${(await request.text()).length}` }),
  });

  const response = await send("POST", "/users", ada);
  const { events: [event] } = await store.readLog({ after: 0, limit: 1 });

  assertEquals(response.status, 201);
  assertEquals(event?.metadata.actor, `signed ${JSON.stringify(ada).length}`);
});

test("whom authorize does not recognise gets a 401 on every business route", async () => {
  const { request } = testApp({}, { authorize: () => undefined });

  const requests: readonly [string, string][] = [
    ["GET", "/users"],
    ["POST", "/users"],
    ["GET", "/users/1"],
    ["PATCH", "/users/1"],
    ["POST", "/users/1/deactivation"],
    ["POST", "/accounts"],
    ["GET", "/accounts/1/history"],
    ["POST", "/accounts/1/deposits"],
    ["POST", "/transfers"],
    ["GET", "/products"],
    ["PUT", "/products/1/stock"],
    ["POST", "/orders"],
    ["GET", "/orders/1"],
    ["DELETE", "/orders/1/items/1"],
    ["POST", "/orders/1/confirmation"],
    ["GET", "/demo/registration"],
    ["POST", "/demo/registration"],
    ["GET", "/demo/registration/1"],
    ["GET", "/demo/account"],
    ["POST", "/forms/accounts/1/deposit"],
    ["POST", "/demo/product"],
    ["POST", "/forms/products/demo"],
    ["POST", "/demo/order"],
    ["POST", "/forms/orders/1/items"],
    ["POST", "/forms/users/1/details"],
    ["POST", "/forms/users/1/deactivation"],
  ];
  for (const [method, path] of requests) {
    const response = await request(path, { method });
    assertEquals([response.status, (await response.json()).code], [401, "http/unauthorized"], path);
  }
});

test("authorize does not stand before health, the home page and operators", async () => {
  const { request } = testApp({}, { authorize: () => undefined });

  const statuses: number[] = [];
  for (const path of ["/", "/healthz", "/readyz", "/style.css", "/events", "/admin/wiring"]) {
    statuses.push((await request(path, { headers: asOperator })).status);
  }

  assertEquals(statuses, [200, 200, 200, 200, 200, 200]);
});

test("authorize may refuse in its own words of HTTP", async () => {
  const { request } = testApp({}, {
    authorize: () => {
      throw new HTTPException(403);
    },
  });

  assertEquals((await request("/users")).status, 403);
});
