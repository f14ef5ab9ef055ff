import { assertEquals } from "@std/assert";
import { test } from "@std/testing/bdd";
import { testApp } from "./testdata/test_app.ts";

const { request } = testApp();

test("an address that nobody serves is a 404 problem", async () => {
  for (const path of ["/nothing", "/users/1/2/3", "/users/", "/__proto__"]) {
    const response = await request(path);
    assertEquals([response.status, (await response.json()).code], [404, "http/not-found"], path);
    assertEquals(response.headers.get("content-type"), "application/problem+json");
  }
});

test("a method that an address does not take is a 405 that names those it takes", async () => {
  const allowOf = async (method: string, path: string) => {
    const response = await request(path, { method });
    assertEquals([response.status, (await response.json()).code], [
      405,
      "http/method-not-allowed",
    ]);
    return response.headers.get("allow");
  };

  assertEquals(await allowOf("DELETE", "/users"), "GET, HEAD, POST");
  assertEquals(await allowOf("PUT", "/users/1"), "GET, HEAD, PATCH");
  assertEquals(await allowOf("GET", "/users/1/deactivation"), "POST");
  assertEquals(await allowOf("OPTIONS", "/healthz"), "GET, HEAD");
});
