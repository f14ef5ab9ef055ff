import { assert, assertEquals, assertFalse } from "@std/assert";
import { test } from "@std/testing/bdd";
import { StoreUnavailable } from "../application/store/errors.ts";
import { asPerson, testApp } from "./testdata/test_app.ts";

/** An app whose lookups throw. */
function failing(thrown: unknown): ReturnType<typeof testApp> {
  const { services } = testApp();
  return testApp({ users: { ...services.users, get: () => Promise.reject(thrown) } });
}

test("no raw exception text reaches a client, and the log has it under the answer's id", async () => {
  const error = new TypeError("password is hunter2");
  const { request, log } = failing(error);

  const response = await request("/users/1?token=secret", {
    headers: { "x-correlation-id": "c-1" },
  });
  const text = await response.text();
  const problem = JSON.parse(text);
  const [entry] = log.entries;

  assertEquals(response.status, 500);
  assertFalse(/hunter2|TypeError|\.ts|secret/.test(text));
  assertEquals(entry?.level, "error");
  assertEquals(entry?.data.error, error);
  assertEquals(entry?.data.correlationId, "c-1");
  assertEquals(problem.instance, `urn:portico:problem:${entry?.data.id}`);
  assertFalse(JSON.stringify({ ...entry?.data, error: "" }).includes("secret"));
});

test("what is thrown and no error is answered like an error", async () => {
  for (const thrown of ["hunter2", undefined, null, { message: "hunter2" }]) {
    const { request, log } = failing(thrown);

    const response = await request("/users/1");

    assertEquals(response.status, 500);
    assertFalse((await response.text()).includes("hunter2"));
    assertEquals(log.entries.length, 1);
  }
});

test("what is unavailable is a 503 that says nothing of why, and is logged", async () => {
  const { request, log } = failing(new StoreUnavailable("database is locked"));

  const response = await request("/users/1");

  assertEquals([response.status, log.entries.length], [503, 1]);
  assertFalse((await response.text()).includes("locked"));
});

test("what is the client's doing is not logged", async () => {
  const { request, log } = testApp();

  assertEquals((await request("/users/1")).status, 404);
  assertEquals(log.entries, []);
});

test("people get problems as pages", async () => {
  const { request } = failing(new TypeError("hunter2"));

  const response = await request("/users/1", { headers: asPerson });
  const page = await response.text();

  assertEquals(response.status, 500);
  assert(page.startsWith("<!doctype html>") && page.includes("Internal error"));
  assertFalse(page.includes("hunter2"));
});
