import { assert, assertEquals, assertMatch, assertNotEquals } from "@std/assert";
import { test } from "@std/testing/bdd";
import { testApp } from "./testdata/test_app.ts";

const ada = { name: "Ada Lovelace", email: "Ada@x.org" };

test("[F-8] POST /users answers 201 with id and Location", async () => {
  const { send, request } = testApp();

  const response = await send("POST", "/users", ada);
  const user = await response.json();

  assertEquals(response.status, 201);
  assertEquals(user, {
    id: user.id,
    name: "Ada Lovelace",
    email: "ada@x.org",
    status: "active",
    version: 1,
  });
  assertEquals(response.headers.get("location"), `/users/${user.id}`);
  assertEquals(await (await request(`/users/${user.id}`)).json(), user);
});

test("[F-8] a duplicate is a 409, in any spelling", async () => {
  const { send } = testApp();
  await send("POST", "/users", ada);

  const response = await send("POST", "/users", { name: "Eve", email: "ADA@X.ORG" });
  const problem = await response.json();

  assertEquals(response.status, 409);
  assertEquals(response.headers.get("content-type"), "application/problem+json");
  assertEquals(problem.code, "users/email-taken");
  assertEquals(problem.type, "urn:portico:users/email-taken");
});

test("[F-7] POST /users takes no id from a client", async () => {
  const { send } = testApp();

  const response = await send("POST", "/users", { ...ada, id: "mine" });
  const made = await (await send("POST", "/users", ada)).json();

  assertEquals(response.status, 422);
  assertEquals((await response.json()).errors.map(({ path }: { path: string }) => path), ["id"]);
  assertNotEquals(made.id, "mine");
});

test("[L-9] a missing field is a 422 that names it, on every endpoint", async () => {
  const { send } = testApp();

  const nothing = await send("POST", "/users", {});
  const half = await send("POST", "/users", { name: "Ada" });

  assertEquals([nothing.status, half.status], [422, 422]);
  assertEquals((await nothing.json()).errors, [
    { path: "name", message: "is required" },
    { path: "email", message: "is required" },
  ]);
  assertEquals((await half.json()).errors, [{ path: "email", message: "is required" }]);
});

test("POST /users names every wrong field", async () => {
  const { send } = testApp();

  const shapeless = await send("POST", "/users", { name: 7, email: null });
  const unruly = await send("POST", "/users", { name: " ", email: "@" });
  const list = await send("POST", "/users", []);

  assertEquals((await shapeless.json()).errors, [
    { path: "name", message: "must be a text" },
    { path: "email", message: "must be a text" },
  ]);
  assertEquals((await unruly.json()).errors, [
    { path: "name", message: "must not be blank" },
    { path: "email", message: "Invalid email format" },
  ]);
  assertEquals((await list.json()).errors, [{ path: "", message: "must be a JSON object" }]);
});

test("[L-6] PATCH /users/{id} cannot touch id, status or unknown fields, and names them", async () => {
  const { send, request } = testApp();
  const user = await (await send("POST", "/users", ada)).json();

  const response = await send("PATCH", `/users/${user.id}`, {
    name: "Eve",
    id: "7",
    status: "deactivated",
    version: 9,
    role: "admin",
  });
  const { errors } = await response.json();

  assertEquals(response.status, 422);
  assertEquals(errors.map(({ path }: { path: string }) => path), [
    "id",
    "status",
    "version",
    "role",
  ]);
  assertEquals(await (await request(`/users/${user.id}`)).json(), user);
});

test("[L-6] PATCH /users/{id} obeys the rules of registration", async () => {
  const { send } = testApp();
  const user = await (await send("POST", "/users", ada)).json();

  const response = await send("PATCH", `/users/${user.id}`, { name: "", email: "nowhere" });

  assertEquals(response.status, 422);
  assertEquals((await response.json()).errors, [
    { path: "name", message: "must not be blank" },
    { path: "email", message: "Invalid email format" },
  ]);
});

test("[L-17] users are registered, looked up, listed, changed and deactivated over HTTP", async () => {
  const { send, request } = testApp();
  const { id } = await (await send("POST", "/users", ada)).json();

  const changed = await send("PATCH", `/users/${id}`, { name: "Ada Byron" });
  const gone = await request(`/users/${id}/deactivation`, { method: "POST" });
  const again = await request(`/users/${id}/deactivation`, { method: "POST" });
  const late = await send("PATCH", `/users/${id}`, { name: "Ada" });
  const list = await (await request("/users")).json();

  assertEquals((await changed.json()).name, "Ada Byron");
  assertEquals([gone.status, again.status], [200, 200]);
  const user = await gone.json();
  assertEquals(user.status, "deactivated");
  assertEquals(await again.json(), user);
  assertEquals([late.status, (await late.json()).code], [409, "users/deactivated"]);
  assertEquals(list, { items: [user], next: null });
});

test("an unknown user is a 404, whatever is asked", async () => {
  const { send, request } = testApp();

  const responses = [
    await request("/users/nobody"),
    await request(`/users/${"a".repeat(600)}`),
    await send("PATCH", "/users/nobody", { name: "Ada" }),
    await request("/users/nobody/deactivation", { method: "POST" }),
  ];

  for (const response of responses) {
    assertEquals([response.status, (await response.json()).code], [404, "users/not-found"]);
  }
});

test("writes answer with the position of the log after them", async () => {
  const { send, request, store } = testApp();
  const created = await send("POST", "/users", ada);
  const { id } = await created.json();

  const changed = await send("PATCH", `/users/${id}`, { name: "Ada" });
  const gone = await request(`/users/${id}/deactivation`, { method: "POST" });

  const positions = [created, changed, gone].map(({ headers }) => headers.get("portico-position"));
  assertEquals(positions, ["1", "2", "3"]);
  assertEquals(await store.head(), 3);
});

test("GET /users pages by cursor, 50 at a time unless told", async () => {
  const { send, request } = testApp();
  for (let n = 1; n <= 55; n++) await send("POST", "/users", { name: "A", email: `a${n}@x.org` });

  const first = await (await request("/users")).json();
  const rest = await (await request(`/users?after=${first.next}`)).json();
  const few = await (await request("/users?limit=2")).json();
  const all = await (await request("/users?limit=200")).json();

  assertEquals([first.items.length, rest.items.length, few.items.length], [50, 5, 2]);
  assertEquals(rest.next, null);
  assertEquals(all.items, [...first.items, ...rest.items]);
});

test("a limit or cursor that is none is a 422", async () => {
  const { request } = testApp();

  for (const limit of ["0", "201", "-1", "1.5", "many", "1e2", "%201"]) {
    const response = await request(`/users?limit=${limit}`);
    assertEquals(response.status, 422, limit);
    assertEquals((await response.json()).errors[0].path, "limit");
  }
  const response = await request("/users?after=never-given");
  assertEquals([response.status, (await response.json()).code], [422, "store/invalid-cursor"]);
});

test("people get pages where programs get JSON", async () => {
  const { send, request } = testApp();
  const { id } = await (await send("POST", "/users", { ...ada, name: "<b>Ada</b>" })).json();
  const headers = { accept: "text/html" };

  const list = await request("/users", { headers });
  const one = await request(`/users/${id}`, { headers });
  const program = await request("/users", { headers: { accept: "*/*" } });

  for (const page of [list, one]) {
    assertMatch(page.headers.get("content-type") ?? "", /^text\/html/);
    assertEquals(page.headers.get("vary"), "Accept");
    const html = await page.text();
    assert(html.startsWith("<!doctype html>"));
    assert(html.includes("&lt;b&gt;Ada&lt;/b&gt;") && !html.includes("<b>Ada"));
  }
  assertEquals((await program.json()).items.length, 1);
});

test("HEAD answers like GET, without a body", async () => {
  const { send, request } = testApp();
  const { id } = await (await send("POST", "/users", ada)).json();

  const found = await request(`/users/${id}`, { method: "HEAD" });
  const lost = await request("/users/nobody", { method: "HEAD" });

  assertEquals([found.status, found.headers.get("etag"), await found.text()], [200, '"1"', ""]);
  assertEquals([lost.status, await lost.text()], [404, ""]);
});

test("[F-2] POST /users answers before anything that follows from it has run", async () => {
  const { send, request, services, drain } = testApp();

  const response = await send("POST", "/users", ada);
  const before = await services.readMailbox?.({ limit: 1 });
  await drain();
  const after = await services.readMailbox?.({ limit: 1 });

  assertEquals(response.status, 201);
  assertEquals([before?.items.length, after?.items.length], [0, 1]);
  assertEquals((await request(response.headers.get("location") ?? "")).status, 200);
});
