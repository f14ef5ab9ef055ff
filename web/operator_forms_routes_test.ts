import { assert, assertEquals } from "@std/assert";
import { test } from "@std/testing/bdd";
import { MailRefused } from "../application/mail/send_email.ts";
import { asOperator, asPerson, type TestApp, testApp } from "./testdata/test_app.ts";

const letter = "/forms/operators/dead-letters/welcome-mail:1";

async function withDeadLetter(): Promise<TestApp> {
  const app = testApp();
  await app.send("POST", "/users", { name: "Ada", email: "ada@x.org" });
  await app.drain(({ to }) => Promise.reject(new MailRefused(to, "no <b>such</b> mailbox")));
  return app;
}

async function mailsAfter(app: TestApp, path: string): Promise<number> {
  const pressed = await app.form(path, {}, asOperator);
  assertEquals([pressed.status, pressed.headers.get("location")], [303, "/admin/dead-letters"]);
  await app.drain();
  assertEquals((await app.services.deadLetters.list({ limit: 1 })).items, []);
  return (await app.services.readMailbox?.({ limit: 10 }))?.items.length ?? 0;
}

test("dead letters are shown with why they failed and what can be done", async () => {
  const { request } = await withDeadLetter();
  const headers = { ...asPerson, ...asOperator };

  const page = await (await request("/admin/dead-letters", { headers })).text();

  assert(page.includes("no &lt;b&gt;such&lt;/b&gt; mailbox"));
  for (const action of ["/redrive", "/discard"]) {
    assert(page.includes(`action="/forms/operators/dead-letters/welcome-mail%3A1${action}"`));
  }
});

test("the buttons redrive one, redrive all and discard", async () => {
  assertEquals(await mailsAfter(await withDeadLetter(), `${letter}/redrive`), 1);
  assertEquals(
    await mailsAfter(await withDeadLetter(), "/forms/operators/subscriptions/welcome-mail/redrive"),
    1,
  );
  assertEquals(await mailsAfter(await withDeadLetter(), `${letter}/discard`), 0);
});

test("a button that is pressed again after the letter was seen to does no harm", async () => {
  const app = await withDeadLetter();

  assertEquals(await mailsAfter(app, `${letter}/redrive`), 1);
  assertEquals(await mailsAfter(app, `${letter}/redrive`), 1);
});

test("the buttons are for operators", async () => {
  const { form } = await withDeadLetter();

  assertEquals((await form(`${letter}/redrive`, {})).status, 401);
});
