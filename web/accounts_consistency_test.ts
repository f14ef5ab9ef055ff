import { assertEquals } from "@std/assert";
import { test } from "@std/testing/bdd";
import { asTimePasses, opened, usd } from "./testdata/accounts.ts";
import { testApp } from "./testdata/test_app.ts";

test("[E-16] ?consistentWith= waits until the projections have come to the position", async () => {
  const app = testApp();
  const id = await opened(app);
  const deposit = await app.send("POST", `/accounts/${id}/deposits`, { amount: usd(50) });
  const position = deposit.headers.get("portico-position");

  const reads = ["/accounts", `/accounts/${id}/history`, `/accounts/${id}/balance`]
    .map((path) => app.request(`${path}?consistentWith=${position}`));
  await app.drain();
  const answers = reads.map(async (read) => (await asTimePasses(app, read)).json());
  const [list, history, balance] = await Promise.all(answers);

  assertEquals(list.items.map(({ balance }: { balance: unknown }) => balance), [usd(10_050)]);
  assertEquals(history.items.map(({ kind }: { kind: string }) => kind), ["opened", "deposited"]);
  assertEquals(balance, { account: id, balance: usd(10_050), closed: false });
});

test("?consistentWith= that is not reached within 5 seconds is a 503", async () => {
  const app = testApp();
  const id = await opened(app);

  for (const path of ["/accounts", `/accounts/${id}/history`, `/accounts/${id}/balance`]) {
    const answer = app.request(`${path}?consistentWith=1`);
    const response = await asTimePasses(app, answer);
    assertEquals(
      [response.status, (await response.json()).code],
      [503, "projections/not-consistent-yet"],
    );
  }
});

test("?consistentWith= beyond the end of the log is a 422 at once, and so is what is no position", async () => {
  const app = testApp();
  const id = await opened(app);

  for (const path of ["/accounts", `/accounts/${id}/history`, `/accounts/${id}`]) {
    const beyond = await app.request(`${path}?consistentWith=2`);
    const code = (await beyond.json()).code;
    assertEquals([beyond.status, code], [422, "projections/position-beyond-head"], path);
    for (const position of ["-1", "1.5", "x", "9".repeat(16)]) {
      assertEquals((await app.request(`${path}?consistentWith=${position}`)).status, 422, path);
    }
  }
});

test("an account itself is never behind: it is read from its events", async () => {
  const app = testApp();
  const id = await opened(app);

  const { balance } = await (await app.request(`/accounts/${id}?consistentWith=1`)).json();

  assertEquals(balance, usd(10_000));
});
