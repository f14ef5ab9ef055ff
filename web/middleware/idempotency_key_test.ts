import { assertEquals, assertNotEquals } from "@std/assert";
import { test } from "@std/testing/bdd";
import { testApp } from "../testdata/test_app.ts";

const ada = { name: "Ada", email: "ada@x.org" };
const key = { "idempotency-key": "8e03978e-40d5-43dd-bc93-6894a57f9324" };

test("Idempotency-Key: the same request again gets the same answer, and has no second effect", async () => {
  const { send, store } = testApp();

  const first = await send("POST", "/users", ada, key);
  const again = await send("POST", "/users", ada, key);

  assertEquals([first.status, again.status], [201, 201]);
  assertEquals(await again.text(), await first.text());
  for (const header of ["location", "etag", "portico-position"]) {
    assertEquals(again.headers.get(header), first.headers.get(header));
  }
  assertEquals(await store.head(), 1);
});

test("Idempotency-Key: the first answer stands, also after the user was changed", async () => {
  const { send } = testApp();
  const first = await (await send("POST", "/users", ada, key)).json();
  await send("PATCH", `/users/${first.id}`, { name: "Eve" });

  assertEquals(await (await send("POST", "/users", ada, key)).json(), first);
});

test("Idempotency-Key: another body is a 422", async () => {
  const { send } = testApp();
  await send("POST", "/users", ada, key);

  const response = await send("POST", "/users", { ...ada, name: "Eve" }, key);

  const { code, detail } = await response.json();
  assertEquals([response.status, code], [422, "command-id-reused"]);
  assertEquals(detail, "The key was used before, for another request");
});

test("Idempotency-Key: the same key while the first is running is a 409", async () => {
  const { services } = testApp();
  const entered = Promise.withResolvers<void>();
  const gate = Promise.withResolvers<void>();
  const { send } = testApp({
    users: {
      ...services.users,
      register: async (command, context) => {
        entered.resolve();
        await gate.promise;
        return await services.users.register(command, context);
      },
    },
  });

  const first = send("POST", "/users", ada, key);
  await entered.promise;
  const second = await send("POST", "/users", ada, key);
  const other = send("POST", "/users", { ...ada, email: "b@x.org" }, { "idempotency-key": "b" });
  gate.resolve();

  assertEquals([second.status, (await second.json()).code], [409, "http/idempotency-key-in-use"]);
  assertEquals([(await first).status, (await other).status], [201, 201]);
  assertEquals((await send("POST", "/users", ada, key)).status, 201);
});

test("Idempotency-Key: a refusal is judged anew", async () => {
  const { send } = testApp();
  const taker = await (await send("POST", "/users", ada)).json();

  const refused = await send("POST", "/users", ada, key);
  await send("PATCH", `/users/${taker.id}`, { email: "other@x.org" });
  const accepted = await send("POST", "/users", ada, key);

  assertEquals([refused.status, accepted.status], [409, 201]);
});

test("Idempotency-Key belongs to an actor and a route", async () => {
  const { send, request } = testApp({}, {
    authorize: ({ headers }) => ({ id: headers.get("authorization") ?? "" }),
  });
  const as = (who: string) => ({ ...key, authorization: who });

  const first = await (await send("POST", "/users", ada, as("a"))).json();
  const second = await send("POST", "/users", { ...ada, email: "b@x.org" }, as("b"));
  const route = await request(`/users/${first.id}/deactivation`, {
    method: "POST",
    headers: as("a"),
  });

  assertEquals(second.status, 201);
  assertNotEquals((await second.json()).id, first.id);
  assertEquals([route.status, (await route.json()).status], [200, "deactivated"]);
});

test("Idempotency-Key may be in double quotes, and is the same key", async () => {
  const { send } = testApp();

  const bare = await send("POST", "/users", ada, { "idempotency-key": "a-1" });
  const quoted = await send("POST", "/users", ada, { "idempotency-key": '"a-1"' });

  assertEquals(await quoted.text(), await bare.text());
});

test("Idempotency-Key has 1 to 255 visible ASCII characters, or is a 400", async () => {
  const { send } = testApp();

  for (
    const field of ["", '""', "a b", '"a', 'a"b"', "ü", "a".repeat(256), `"${"a".repeat(256)}"`]
  ) {
    const response = await send("POST", "/users", ada, { "idempotency-key": field });
    assertEquals([response.status, (await response.json()).code], [
      400,
      "http/malformed-idempotency-key",
    ], field);
  }
  const longest = await send("POST", "/users", ada, { "idempotency-key": "a".repeat(255) });
  assertEquals(longest.status, 201);
});
