import { assert, assertEquals, assertFalse, assertMatch } from "@std/assert";
import { test } from "@std/testing/bdd";
import { opened, usd } from "./testdata/accounts.ts";
import { asPerson, type TestApp, testApp } from "./testdata/test_app.ts";

/** An account with three changes, a minute apart. */
async function withChanges(app: TestApp): Promise<string> {
  const id = await opened(app, usd(10_000), "<b>Ada</b>");
  app.clock.advance(60_000);
  await app.send("POST", `/accounts/${id}/deposits`, { amount: usd(5_000) });
  app.clock.advance(60_000);
  await app.send("POST", `/accounts/${id}/withdrawals`, { amount: usd(3_000) });
  await app.drain();
  return id;
}

async function pageAt({ request }: TestApp, path: string): Promise<string> {
  const response = await request(path, { headers: asPerson });
  assertEquals(response.status, 200, path);
  return await response.text();
}

test("the list of accounts leads to each account and to the form", async () => {
  const app = testApp();
  const empty = await pageAt(app, "/accounts");
  const id = await withChanges(app);

  const page = await pageAt(app, "/accounts");

  assert(
    empty.includes("No account has been opened yet") && empty.includes('href="/demo/account"'),
  );
  for (const shown of [`href="/accounts/${id}"`, "&lt;b&gt;Ada&lt;/b&gt;", "120.00 USD"]) {
    assert(page.includes(shown), shown);
  }
});

test("the page of an account shows its balance, its history, and each raw event beside it", async () => {
  const app = testApp();
  const id = await withChanges(app);

  const page = await pageAt(app, `/accounts/${id}`);

  assertMatch(page, /class="balance">120\.00 USD</);
  const shown = [
    ...page.matchAll(/<h3>(Opened|Deposited|Withdrew)[^<]*<|class="position">(\d)<\/span> (\w+)</g),
  ]
    .map(([, word, position, type]) => word ?? `${position} ${type}`);
  assertEquals(shown, [
    "Withdrew",
    "3 MoneyWithdrawn",
    "Deposited",
    "2 MoneyDeposited",
    "Opened",
    "1 AccountCreated",
  ]);
  assert(page.includes("&quot;correlationId&quot;") && page.includes("Balance 150.00 USD"));
  assertFalse(page.includes("<b>Ada"));
});

test("the history names the other account of a transfer", async () => {
  const app = testApp();
  const [from, to] = [await opened(app), await opened(app)];
  await app.send("POST", "/transfers", { from, to, amount: usd(100) });
  await app.drain();

  const [sent, received] = [
    await pageAt(app, `/accounts/${from}`),
    await pageAt(app, `/accounts/${to}`),
  ];

  assert(sent.includes("Sent 1.00 USD") && sent.includes(`href="/accounts/${to}"`));
  assert(received.includes("Received 1.00 USD") && received.includes(`href="/accounts/${from}"`));
});

test("the balance over time is a plot that says what it shows, with a link for every change", async () => {
  const app = testApp();
  const id = await withChanges(app);

  const page = await pageAt(app, `/accounts/${id}`);
  const [plot = ""] = /<svg.*<\/svg>/s.exec(page) ?? [];

  assertMatch(plot, /aria-labelledby="plot-title plot-desc"/);
  assertMatch(plot, /<title id="plot-title">Balance over time</);
  assertMatch(
    plot,
    /<desc id="plot-desc">3 balances, between 100\.00 USD and 150\.00 USD; the last is 120\.00 USD\.</,
  );
  assertEquals(
    [...plot.matchAll(/href="([^"]+)" aria-label="([^"]+)"/g)].map((
      [, href, label],
    ) => [href, label]),
    [
      [`/accounts/${id}?version=1`, "Version 1: 100.00 USD, 2026-01-01 00:00:00 UTC"],
      [`/accounts/${id}?version=2`, "Version 2: 150.00 USD, 2026-01-01 00:01:00 UTC"],
      [`/accounts/${id}?version=3`, "Version 3: 120.00 USD, 2026-01-01 00:02:00 UTC"],
    ],
  );
  assertFalse(page.includes(" style="), "inline styles are forbidden by the policy");
});

test("an account as it was says that it is the past, and leads on, back and to now", async () => {
  const app = testApp();
  const id = await withChanges(app);

  const first = await pageAt(app, `/accounts/${id}?version=1`);
  const second = await pageAt(app, `/accounts/${id}?version=2`);
  const last = await pageAt(app, `/accounts/${id}?at=2030-01-01T00:00:00Z`);

  const linksOf = (page: string) =>
    [...page.matchAll(/href="\/accounts\/[^"?]+\?version=(\d)" rel="(prev|next)"/g)]
      .map(([, version, rel]) => `${rel} ${version}`);
  assertEquals([first, second, last].map(linksOf), [["next 2"], ["prev 1", "next 3"], ["prev 2"]]);
  for (const page of [first, second, last]) {
    assert(page.includes("This is the past") && page.includes(`<a href="/accounts/${id}">`));
    assertFalse(page.includes("<form"));
  }
  assertMatch(second, /class="balance">150\.00 USD</);
  assert(second.includes("MoneyDeposited") && !second.includes("MoneyWithdrawn"));
  assertMatch(second, /\?version=2"[^>]*aria-current="true"/);
});

test("a closed account has no forms", async () => {
  const app = testApp();
  const id = await opened(app, usd(0));
  await app.request(`/accounts/${id}/closure`, { method: "POST" });
  await app.drain();

  const page = await pageAt(app, `/accounts/${id}`);

  assert(page.includes("closed") && !page.includes("<form"));
});

test("other open accounts of the currency are offered for a transfer", async () => {
  const app = testApp();
  const id = await opened(app);
  const other = await opened(app, usd(1), "Grace Hopper");
  const euros = await opened(app, { amount: 1, currency: "EUR" });
  const closed = await opened(app, usd(0));
  await app.request(`/accounts/${closed}/closure`, { method: "POST" });
  await app.drain();

  const page = await pageAt(app, `/accounts/${id}`);

  assertMatch(page, new RegExp(`<option value="${other}">Grace Hopper · 0.01 USD</option>`));
  for (const none of [id, euros, closed]) assertFalse(page.includes(`<option value="${none}"`));
});
