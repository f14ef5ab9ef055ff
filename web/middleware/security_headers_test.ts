import { assert, assertEquals, assertFalse } from "@std/assert";
import { test } from "@std/testing/bdd";
import { asOperator, asPerson, testApp } from "../testdata/test_app.ts";

test("every answer forbids scripts, frames, sniffing and caching", async () => {
  const { request } = testApp();

  for (const path of ["/", "/users", "/users/nobody", "/nothing", "/events"]) {
    const { headers } = await request(path, { headers: asPerson });
    const policy = headers.get("content-security-policy") ?? "";
    assert(policy.startsWith("default-src 'none'; style-src 'self'"), path);
    assert(policy.includes("form-action 'self'") && policy.includes("frame-ancestors 'none'"));
    assertFalse(policy.includes("script-src") || policy.includes("unsafe"));
    assertEquals(headers.get("x-content-type-options"), "nosniff");
    assertEquals(headers.get("x-frame-options"), "DENY");
    assertEquals(headers.get("referrer-policy"), "same-origin");
    assertEquals(headers.get("cache-control"), "no-store");
  }
});

test("no page has a script or a style of its own", async () => {
  const { request, form, drain } = testApp();
  await form("/demo/registration", { name: "Ada", email: "ada@x.org" });
  await drain(() => Promise.reject(Object.assign(new Error("no"), { permanent: true })));
  const pages = [
    "/",
    "/users",
    "/users/id-4",
    "/users/nobody",
    "/demo/registration",
    "/mailbox",
    "/events",
    "/admin/dead-letters",
    "/admin/dead-letters/welcome-mail:1",
    "/admin/subscriptions",
    "/admin/bus",
    "/admin/wiring",
  ];

  for (const path of pages) {
    const page = await (await request(path, { headers: { ...asPerson, ...asOperator } })).text();
    assert(page.startsWith("<!doctype html>"), path);
    assertFalse(/<script|<style| style=| on[a-z]+=|javascript:/i.test(page), path);
  }
});

test("style and icon may be cached", async () => {
  const { request } = testApp();

  const style = await request("/style.css");
  const icon = await request("/icon.svg");

  assertEquals(style.headers.get("content-type"), "text/css; charset=utf-8");
  assertEquals(icon.headers.get("content-type"), "image/svg+xml");
  for (const { headers } of [style, icon]) {
    assertEquals(headers.get("cache-control"), "public, max-age=300");
  }
});
