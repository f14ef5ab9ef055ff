import { assert, assertEquals, assertFalse, assertMatch } from "@std/assert";
import { test } from "@std/testing/bdd";
import { asOperator, asPerson, testApp } from "./testdata/test_app.ts";

const ada = { name: "Ada", email: "ada@x.org" };

test("the registration form registers and leads to what came of it", async () => {
  const { form, request, drain } = testApp();

  const sent = await form("/demo/registration", ada);
  await drain();
  const location = sent.headers.get("location") ?? "";
  const page = await (await request(location, { headers: { ...asPerson, ...asOperator } })).text();

  assertEquals(sent.status, 303);
  assertMatch(location, /^\/demo\/registration\/[^/]+\?position=1$/);
  for (const shown of ["Ada is registered", "ada@x.org", "UserRegistered", "Welcome, Ada"]) {
    assert(page.includes(shown), shown);
  }
});

test("event and mail of a registration are shown to operators only", async () => {
  const { form, request, drain } = testApp();
  const location = (await form("/demo/registration", ada)).headers.get("location") ?? "";
  await drain();

  const page = await (await request(location, { headers: asPerson })).text();

  assert(page.includes("Ada is registered") && page.includes("for operators"));
  assertFalse(page.includes("UserRegistered") || page.includes("Welcome, Ada"));
});

test("the page of a registration shows no event of another user", async () => {
  const { form, request } = testApp({ readMailbox: undefined });
  await form("/demo/registration", { name: "Eve", email: "eve@x.org" });
  const location = (await form("/demo/registration", ada)).headers.get("location") ?? "";
  const headers = { ...asPerson, ...asOperator };

  const page = await (await request(location.replace("=2", "=1"), { headers })).text();

  assertFalse(page.includes("eve@x.org"));
  assert(page.includes("not kept here"));
});

test("a refused form comes back with what was typed and an error beside each field", async () => {
  const { form, store } = testApp();

  const response = await form("/demo/registration", { name: " ", email: '"><b>@' });
  const page = await response.text();

  assertEquals([response.status, await store.head()], [422, 0]);
  assertMatch(page, /id="name-error"[^>]*>must not be blank</);
  assertMatch(page, /id="email-error"[^>]*>Invalid email format</);
  assertMatch(page, /aria-invalid="true" aria-describedby="email-hint email-error"/);
  assert(page.includes('value="&quot;&gt;&lt;b&gt;@"'));
});

test("a taken address is said beside the address", async () => {
  const { form, send } = testApp();
  await send("POST", "/users", ada);

  const response = await form("/demo/registration", { name: "Eve", email: "ADA@x.org" });
  const page = await response.text();

  assertEquals(response.status, 409);
  assertMatch(page, /id="email-error"[^>]*>Cannot register .*already exists</);
  assert(page.includes('value="Eve"'));
});

test("a form that is sent twice, also at once, registers one user", async () => {
  const { form, request, store } = testApp();
  const empty = await (await request("/demo/registration")).text();
  const [, formKey = ""] = /name="formKey" value="([^"]+)"/.exec(empty) ?? [];

  const once = { ...ada, formKey };
  const [first, second] = await Promise.all([
    form("/demo/registration", once),
    form("/demo/registration", once),
  ]);
  const third = await form("/demo/registration", once);

  assert(formKey !== "");
  const locations = [first, second, third].map(({ headers }) => headers.get("location"));
  assertEquals(locations, [locations[0], locations[0], locations[0]]);
  assertEquals([first?.status, await store.head()], [303, 1]);
});

test("a form that was sent before with other content is not sent under the same key", async () => {
  const { form, store } = testApp();
  await form("/demo/registration", { ...ada, formKey: "a" });

  const response = await form("/demo/registration", { ...ada, email: "b@x.org", formKey: "a" });
  const page = await response.text();

  assertEquals([response.status, await store.head()], [422, 1]);
  assert(page.includes("This form was sent before") && page.includes('value="b@x.org"'));
  assertFalse(page.includes('value="a"'));
});

test("a form that is no form is a 415", async () => {
  const { send } = testApp();

  assertEquals((await send("POST", "/demo/registration", ada)).status, 415);
});
