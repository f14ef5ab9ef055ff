import { assert, assertEquals, assertFalse, assertMatch } from "@std/assert";
import { test } from "@std/testing/bdd";
import { asPerson, testApp, TOKEN } from "../testdata/test_app.ts";

const guarded = [
  "/events",
  "/mailbox",
  "/admin/subscriptions",
  "/admin/dead-letters",
  "/admin/dead-letters/a:1",
  "/admin/bus",
  "/admin/wiring",
  "/admin/nothing",
];

test("what is for operators is a 401 without the token", async () => {
  const { request } = testApp();

  for (const path of guarded) {
    const response = await request(path);
    assertEquals([response.status, (await response.json()).code], [401, "http/operators-only"]);
    assertMatch(response.headers.get("www-authenticate") ?? "", /^Bearer /);
  }
});

test("what is for operators opens to the bearer token, and to no other", async () => {
  const { request } = testApp();
  const statusWith = async (authorization: string) =>
    (await request("/events", { headers: { authorization } })).status;

  assertEquals(await statusWith(`Bearer ${TOKEN}`), 200);
  assertEquals(await statusWith(`bearer ${TOKEN}`), 200);
  for (const wrong of [`Bearer ${TOKEN}x`, "Bearer", "Bearer ", `Basic ${TOKEN}`, TOKEN]) {
    assertEquals(await statusWith(wrong), 401, wrong);
  }
});

test("without a token of its own an app lets nobody in", async () => {
  const { request } = testApp({ adminToken: "" });

  assertEquals((await request("/events")).status, 401);
  assertEquals((await request("/events", { headers: { authorization: "Bearer " } })).status, 401);
  assertEquals((await request("/?token=")).status, 401);
});

test("the link with the token sets a cookie and leads to the clean address", async () => {
  const { request } = testApp();
  const host = "localhost:8000";

  const response = await request(`/?token=${TOKEN}`, { headers: { ...asPerson, host } });
  const cookie = response.headers.get("set-cookie") ?? "";
  const opened = await request("/mailbox", {
    headers: { cookie: cookie.split(";")[0] ?? "", host },
  });

  assertEquals([response.status, response.headers.get("location")], [303, "/"]);
  assertEquals(response.headers.get("cache-control"), "no-store");
  assertMatch(cookie, /^portico-operator-8000=/);
  for (const attribute of ["HttpOnly", "SameSite=Strict", "Path=/"]) {
    assert(cookie.includes(`; ${attribute}`), attribute);
  }
  assertFalse(cookie.includes("Secure"));
  assertEquals(opened.status, 200);
});

test("the cookie is secure where the client came by https", async () => {
  const { request } = testApp();

  const direct = await request(`https://localhost/?token=${TOKEN}`);
  const forwarded = await request(`/?token=${TOKEN}`, {
    headers: { "x-forwarded-proto": "https" },
  });

  for (const { headers } of [direct, forwarded]) {
    assert(headers.get("set-cookie")?.includes("; Secure"));
  }
});

test("a link with a wrong token sets no cookie", async () => {
  const { request } = testApp();

  const response = await request("/?token=guess");

  assertEquals([response.status, response.headers.get("set-cookie")], [401, null]);
});

test("people without the cookie are told how to get it", async () => {
  const { request } = testApp();

  const response = await request("/mailbox", { headers: asPerson });
  const page = await response.text();

  assertEquals(response.status, 401);
  assert(page.includes("/?token=…") && page.includes("ADMIN_TOKEN"));
  assertFalse(page.includes(TOKEN));
});
