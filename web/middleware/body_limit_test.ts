import { assert, assertEquals } from "@std/assert";
import { test } from "@std/testing/bdd";
import { testApp } from "../testdata/test_app.ts";

const MEBIBYTE = 1024 * 1024;
const type = { "content-type": "application/json" };

/** A body of so many bytes in chunks, and how many of them were taken. */
function chunked(bytes: number): { body: ReadableStream<Uint8Array>; taken: () => number } {
  let taken = 0;
  const body = new ReadableStream<Uint8Array>({
    pull: (controller) => {
      if (taken >= bytes) return controller.close();
      const chunk = new Uint8Array(Math.min(64 * 1024, bytes - taken)).fill(32);
      taken += chunk.length;
      controller.enqueue(chunk);
    },
  });
  return { body, taken: () => taken };
}

test("a body over 1 MiB is a 413, by the length it says", async () => {
  const { request } = testApp();

  const response = await request("/users", {
    method: "POST",
    headers: { ...type, "content-length": String(MEBIBYTE + 1) },
    body: "{}",
  });

  assertEquals([response.status, (await response.json()).code], [413, "http/body-too-large"]);
});

test("a body over 1 MiB is a 413, in chunks too, and is not read to its end", async () => {
  const { request } = testApp();
  const { body, taken } = chunked(64 * MEBIBYTE);

  const response = await request("/users", { method: "POST", headers: type, body });

  assertEquals([response.status, (await response.json()).code], [413, "http/body-too-large"]);
  assert(taken() < 20 * MEBIBYTE);
});

test("a length that is said beside chunks, or is none, is not believed", async () => {
  const { request } = testApp();
  const { body } = chunked(2 * MEBIBYTE);
  const headers = { ...type, "content-length": "10", "transfer-encoding": "chunked" };

  assertEquals((await request("/users", { method: "POST", headers, body })).status, 413);
  const { body: another } = chunked(2 * MEBIBYTE);
  const nonsense = { ...type, "content-length": "many" };
  assertEquals(
    (await request("/users", { method: "POST", headers: nonsense, body: another })).status,
    413,
  );
});

test("a body of 1 MiB is read", async () => {
  const { request } = testApp();
  const { body } = chunked(MEBIBYTE);

  const response = await request("/users", { method: "POST", headers: type, body });

  assertEquals([response.status, (await response.json()).code], [400, "http/malformed-json"]);
});

test("a body that the client breaks off is a 400, logged by nobody", async () => {
  const { request, log } = testApp();
  const body = new ReadableStream({ pull: () => Promise.reject(new Error("connection reset")) });

  const response = await request("/users", { method: "POST", headers: type, body });

  assertEquals([response.status, (await response.json()).code], [400, "http/body-broken-off"]);
  assertEquals(log.entries, []);
});
