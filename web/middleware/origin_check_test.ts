import { assertEquals } from "@std/assert";
import { test } from "@std/testing/bdd";
import { testApp } from "../testdata/test_app.ts";

const { send, request } = testApp();

/** Asks for a change that does no harm. */
async function statusWith(headers: Record<string, string>): Promise<number> {
  const host = "localhost:8000";
  return (await send("PATCH", "/users/nobody", {}, { host, ...headers })).status;
}

test("unsafe methods pass from here, and where no browser is involved", async () => {
  assertEquals(await statusWith({}), 404);
  assertEquals(await statusWith({ origin: "http://localhost:8000" }), 404);
  assertEquals(await statusWith({ origin: "https://localhost:8000" }), 404);
  assertEquals(await statusWith({ "sec-fetch-site": "same-origin" }), 404);
  assertEquals(await statusWith({ "sec-fetch-site": "none" }), 404);
  assertEquals(await statusWith({ "sec-fetch-site": "same-origin", origin: "null" }), 404);
});

test("unsafe methods from other origins are a 403", async () => {
  for (
    const origin of [
      "https://evil.example",
      "http://localhost:8001",
      "http://localhost",
      "http://localhost:8000.evil.example",
      "http://localhost:8000@evil.example",
      "ftp://localhost:8000",
      "null",
      "",
    ]
  ) {
    assertEquals(await statusWith({ origin }), 403, origin);
  }
  for (const site of ["cross-site", "same-site", "else"]) {
    assertEquals(await statusWith({ "sec-fetch-site": site }), 403, site);
    const origin = "http://localhost:8000";
    assertEquals(await statusWith({ "sec-fetch-site": site, origin }), 403, site);
  }
});

test("every unsafe method is checked, and safe ones pass from anywhere", async () => {
  const headers = { origin: "https://evil.example" };
  const statuses: number[] = [];
  for (const method of ["POST", "PUT", "PATCH", "DELETE", "GET", "HEAD"]) {
    statuses.push((await request("/users", { method, headers })).status);
  }

  assertEquals(statuses, [403, 403, 403, 403, 200, 200]);
});
