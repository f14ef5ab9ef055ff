import { assertEquals } from "@std/assert";
import { test } from "@std/testing/bdd";
import { testApp } from "../testdata/test_app.ts";

const ada = { name: "Ada", email: "ada@x.org" };
const traceId = "0af7651916cd43dd8448eb211c80319c";
const traceparent = `00-${traceId}-b7ad6b7169203331-01`;

test("[E-12] the correlation of a request goes to its events, and is answered", async () => {
  const { send, store } = testApp();

  const response = await send("POST", "/users", ada, {
    "x-correlation-id": "order:17",
    "idempotency-key": "a",
    traceparent,
  });
  const { events: [event] } = await store.readLog({ after: 0, limit: 1 });

  assertEquals(response.headers.get("x-correlation-id"), "order:17");
  assertEquals(event?.metadata.correlationId, "order:17");
  assertEquals(event?.metadata.traceparent, traceparent);
  assertEquals(event?.metadata.commandId?.length, 64);
});

test("the correlation is what the client says, else its trace, else new", async () => {
  const { request } = testApp();
  const correlationOf = async (headers: Record<string, string>) =>
    (await request("/healthz", { headers })).headers.get("x-correlation-id");

  assertEquals(await correlationOf({ "x-correlation-id": "c", "x-request-id": "r" }), "c");
  assertEquals(await correlationOf({ "x-request-id": "r", traceparent }), "r");
  assertEquals(await correlationOf({ traceparent }), traceId);
  assertEquals(await correlationOf({}), "id-1");
});

test("what would be awkward in a log is not taken over", async () => {
  const { request, send, store } = testApp();

  for (const id of ["a b", "<b>", "a".repeat(129), '"']) {
    const { headers } = await request("/healthz", { headers: { "x-correlation-id": id } });
    assertEquals(headers.get("x-correlation-id")?.startsWith("id-"), true, id);
  }
  const zeros = `00-${"0".repeat(32)}-b7ad6b7169203331-01`;
  await send("POST", "/users", ada, { traceparent: zeros });
  const { events: [event] } = await store.readLog({ after: 0, limit: 1 });
  assertEquals(event?.metadata.traceparent, undefined);
});
