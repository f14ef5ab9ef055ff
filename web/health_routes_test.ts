import { assertEquals } from "@std/assert";
import { test } from "@std/testing/bdd";
import { busApp, silentBroker } from "./testdata/bus.ts";
import { testApp } from "./testdata/test_app.ts";

test("GET /healthz and /readyz answer 200 to everybody", async () => {
  const { request } = testApp();

  const alive = await request("/healthz");
  const ready = await request("/readyz");

  assertEquals([alive.status, await alive.json()], [200, { status: "alive" }]);
  assertEquals([ready.status, await ready.json()], [200, { status: "ready" }]);
});

test("GET /readyz is a 503 when the store does not answer within a second", async () => {
  const { store } = testApp();
  const hanging = { ...store, head: () => new Promise<number>(() => {}) };
  const { request, clock } = testApp({ store: hanging });

  const response = request("/readyz");
  await new Promise((resolve) => setTimeout(resolve));
  clock.advance(999);
  const early = await Promise.race([response, Promise.resolve("waiting")]);
  clock.advance(1);
  const { status, headers } = await response;

  assertEquals(early, "waiting");
  assertEquals([status, headers.get("content-type")], [503, "application/problem+json"]);
});

test("GET /readyz is a 503 when the store is closed, and /healthz still answers", async () => {
  const { request, store } = testApp();
  await store[Symbol.asyncDispose]();

  assertEquals((await request("/readyz")).status, 503);
  assertEquals((await request("/healthz")).status, 200);
});

test("GET /readyz is a 503 while the message bus does not answer", async () => {
  const { request, broker } = busApp();

  const before = await request("/readyz");
  broker.stop();
  const during = await request("/readyz");
  broker.start();
  const after = await request("/readyz");

  assertEquals([before.status, during.status, after.status], [200, 503, 200]);
  assertEquals((await during.json()).code, "bus/unavailable");
});

test("GET /readyz is a 503 when the message bus does not answer within a second", async () => {
  const { asked, silence } = silentBroker();
  const { request, clock } = busApp(silence);

  const response = request("/readyz");
  await asked;
  clock.advance(999);
  const early = await Promise.race([response, Promise.resolve("waiting")]);
  clock.advance(1);

  assertEquals([early, (await response).status], ["waiting", 503]);
});
