import { assert, assertEquals } from "@std/assert";
import { test } from "@std/testing/bdd";
import { asOperator, asPerson, testApp } from "./testdata/test_app.ts";

test("GET /mailbox lists mails with what they say and what they are about", async () => {
  const { send, request, drain } = testApp();
  const user = await (await send("POST", "/users", { name: "Ada", email: "ada@x.org" })).json();
  await drain();

  const { items: [mail], next } = await (await request("/mailbox", { headers: asOperator })).json();

  assertEquals([mail.to, mail.subject, mail.about], ["ada@x.org", "Welcome, Ada", user.id]);
  assert(mail.text.includes("Hello Ada"));
  assertEquals(next, null);
});

test("GET /mailbox pages by cursor", async () => {
  const { send, request, drain } = testApp();
  for (const email of ["a@x.org", "b@x.org", "c@x.org"]) {
    await send("POST", "/users", { name: "Ada", email });
  }
  await drain();
  const list = async (query: string) =>
    await (await request(`/mailbox?${query}`, { headers: asOperator })).json();

  const first = await list("limit=2");
  const second = await list(`limit=2&after=${first.next}`);

  const all = [...first.items, ...second.items].map(({ to }) => to).sort();
  assertEquals([all, second.next], [["a@x.org", "b@x.org", "c@x.org"], null]);
});

test("GET /mailbox is a 404 where mail is not kept, to programs and people", async () => {
  const { request } = testApp({ readMailbox: undefined });

  const program = await request("/mailbox", { headers: asOperator });
  const person = await request("/mailbox", { headers: { ...asOperator, ...asPerson } });

  assertEquals([program.status, (await program.json()).code], [404, "mailbox/not-kept"]);
  assertEquals(person.status, 404);
  assert((await person.text()).includes("MAIL_URL"));
});
