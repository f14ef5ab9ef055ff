import { assertEquals } from "@std/assert";
import { test } from "@std/testing/bdd";
import { MailRefused } from "../application/mail/send_email.ts";
import { asOperator, type TestApp, testApp } from "./testdata/test_app.ts";
import { welcomeMailStatus } from "./testdata/welcome_mail.ts";

const id = "welcome-mail:1";
const refuse = ({ to }: { readonly to: string }) =>
  Promise.reject(new MailRefused(to, "no such mailbox"));

/** An app in which the mail to one user failed for good. */
async function withDeadLetter(): Promise<TestApp> {
  const app = testApp();
  await app.send("POST", "/users", { name: "Ada", email: "ada@x.org" });
  await app.drain(refuse);
  return app;
}

async function read({ request }: TestApp, path: string): Promise<ReturnType<typeof JSON.parse>> {
  return await (await request(path, { headers: asOperator })).json();
}

async function ask(
  { request }: TestApp,
  method: string,
  path: string,
  headers: Record<string, string> = {},
): Promise<Response> {
  return await request(path, { method, headers: { ...asOperator, ...headers } });
}

test("GET /admin/subscriptions says how each is doing", async () => {
  const app = await withDeadLetter();
  const ask = (path: string) => app.request(path, { headers: asOperator });

  const status = await welcomeMailStatus({ ask });
  const { next } = await read(app, "/admin/subscriptions");

  assertEquals([status?.state, status?.dead], ["stopped", 1]);
  assertEquals(next, null);
});

test("GET /admin/dead-letters lists what failed for good, and shows each with its event", async () => {
  const app = await withDeadLetter();

  const { items: [letter], next } = await read(app, "/admin/dead-letters");
  const detail = await read(app, `/admin/dead-letters/${id}`);
  const others = await read(app, "/admin/dead-letters?subscription=another");

  assertEquals([letter.id, letter.error.code, next], [id, "mail/refused", null]);
  assertEquals([detail.event.type, detail.waiting], ["UserRegistered", 0]);
  assertEquals(others.items, []);
});

test("POST /admin/dead-letters/{id}/redrive has the event tried again", async () => {
  const app = await withDeadLetter();

  const response = await ask(app, "POST", `/admin/dead-letters/${id}/redrive`);
  await app.drain();

  assertEquals([response.status, await response.json()], [202, { id, asked: "redrive" }]);
  assertEquals(response.headers.get("portico-position"), "2");
  assertEquals((await read(app, "/admin/dead-letters")).items, []);
  assertEquals((await read(app, "/mailbox")).items.length, 1);
  const { events } = await app.store.readLog({ after: 1, limit: 1 });
  assertEquals([events[0]?.type, events[0]?.metadata.actor], [
    "portico.DeadLetterRedriven",
    "operator",
  ]);
});

test("DELETE /admin/dead-letters/{id} has the event passed over", async () => {
  const app = await withDeadLetter();

  const response = await ask(app, "DELETE", `/admin/dead-letters/${id}`);
  await app.drain();

  assertEquals([response.status, await response.json()], [202, { id, asked: "discard" }]);
  assertEquals((await read(app, "/admin/dead-letters")).items, []);
  assertEquals((await read(app, "/mailbox")).items, []);
});

test("POST /admin/subscriptions/{name}/redrive has all of its events tried again", async () => {
  const app = await withDeadLetter();

  const response = await ask(app, "POST", "/admin/subscriptions/welcome-mail/redrive");
  await app.drain();

  assertEquals(response.status, 202);
  assertEquals((await response.json()).redriven, 1);
  assertEquals((await read(app, "/mailbox")).items.length, 1);
});

test("a redrive with an Idempotency-Key is asked once, and always answered so", async () => {
  const app = await withDeadLetter();
  const path = `/admin/dead-letters/${id}/redrive`;
  const key = { "idempotency-key": "a" };

  const first = await ask(app, "POST", path, key);
  await app.drain();
  const again = await ask(app, "POST", path, key);
  const anew = await ask(app, "POST", path);

  assertEquals([first.status, again.status, anew.status], [202, 202, 404]);
  assertEquals(await again.text(), await first.text());
});

test("a dead letter that is not there is a 404", async () => {
  const app = await withDeadLetter();

  const responses = [
    await ask(app, "GET", "/admin/dead-letters/welcome-mail:7"),
    await ask(app, "POST", "/admin/dead-letters/nothing/redrive"),
    await ask(app, "DELETE", "/admin/dead-letters/welcome-mail:7"),
  ];

  for (const response of responses) {
    assertEquals([response.status, (await response.json()).code], [404, "dead-letters/not-found"]);
  }
});

test("GET /admin/wiring names the adapter behind each port", async () => {
  const answer = await read(testApp(), "/admin/wiring");

  assertEquals(answer, { items: [{ port: "Store", adapter: "memoryStore" }], next: null });
});
