import { assert, assertEquals, assertMatch } from "@std/assert";
import { test } from "@std/testing/bdd";
import { asPerson, type TestApp, testApp } from "./testdata/test_app.ts";

const ada = { name: "Ada", email: "ada@x.org" };

async function registered({ send }: TestApp, user = ada): Promise<string> {
  return (await (await send("POST", "/users", user)).json()).id;
}

test("the form of the user page changes the user and leads back to it", async () => {
  const app = testApp();
  const id = await registered(app);

  const sent = await app.form(`/forms/users/${id}/details`, { ...ada, name: "Eve", version: "1" });

  assertEquals([sent.status, sent.headers.get("location")], [303, `/users/${id}`]);
  assertEquals((await app.services.users.get({ id })).name, "Eve");
});

test("the button of the user page deactivates the user", async () => {
  const app = testApp();
  const id = await registered(app);

  const sent = await app.form(`/forms/users/${id}/deactivation`, { version: "1" });
  const page = await (await app.request(`/users/${id}`, { headers: asPerson })).text();

  assertEquals(sent.status, 303);
  assert(page.includes("deactivated") && !page.includes("<form"));
});

test("a refused change comes back with what was typed and the error beside its field", async () => {
  const app = testApp();
  const id = await registered(app);
  await registered(app, { name: "Eve", email: "eve@x.org" });

  const blank = await app.form(`/forms/users/${id}/details`, { name: "", email: "new@x.org" });
  const taken = await app.form(`/forms/users/${id}/details`, { ...ada, email: "eve@x.org" });

  const page = await blank.text();
  assertEquals([blank.status, taken.status], [422, 409]);
  assertMatch(page, /id="name-error"[^>]*>must not be blank</);
  assert(page.includes('value="new@x.org"'));
  assertMatch(await taken.text(), /id="email-error"[^>]*>.*already in use</);
});

test("a form that was filled in before another change says so and keeps what was typed", async () => {
  const app = testApp();
  const id = await registered(app);
  await app.send("PATCH", `/users/${id}`, { name: "Grace" });

  const sent = await app.form(`/forms/users/${id}/details`, { ...ada, name: "Eve", version: "1" });
  const page = await sent.text();

  assertEquals(sent.status, 412);
  assert(page.includes("Somebody else made a change") && page.includes('value="Eve"'));
  assert(page.includes("<h1>Grace</h1>") && page.includes('name="version" value="2"'));
});

test("a form for a user who is not there is a 404 page", async () => {
  const sent = await testApp().form("/forms/users/nobody/details", ada);

  assertEquals(sent.status, 404);
  assert((await sent.text()).startsWith("<!doctype html>"));
});
