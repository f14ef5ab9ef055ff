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

  assertMatch(sent, new RegExp(`Sent 1\\.00 USD<.*To <a href="/accounts/${to}">`, "s"));
  assertMatch(received, new RegExp(`Received 1\\.00 USD<.*From <a href="/accounts/${from}">`, "s"));
});

test("the page of an account shows its latest changes, and leads to earlier ones", async () => {
  const app = testApp();
  const id = await opened(app);
  for (let n = 1; n <= 11; n++) {
    await app.send("POST", `/accounts/${id}/deposits`, { amount: usd(n) });
  }
  const positionsOn = (page: string) =>
    [...page.matchAll(/class="position">(\d+)</g)].map(([, position]) => Number(position));

  const latest = await pageAt(app, `/accounts/${id}`);
  const [, earlier = ""] = /href="([^"]+)" rel="next">Earlier changes/.exec(latest) ?? [];
  const first = await pageAt(app, earlier);
  const none = await pageAt(app, `/accounts/${id}?before=1`);
  const refused = await (await app.form(`/forms/accounts/${id}/deposit`, { amount: "" })).text();

  assertEquals(earlier, `/accounts/${id}?before=3`);
  assertEquals(positionsOn(latest), [12, 11, 10, 9, 8, 7, 6, 5, 4, 3]);
  assertEquals([first, none].map(positionsOn), [[2, 1], []]);
  assertFalse(first.includes("Earlier changes"));
  assert(refused.includes(`href="${earlier}" rel="next"`));
});

test("a page of changes that ends nowhere is a 422", async () => {
  const app = testApp();
  const id = await opened(app);

  for (const before of ["", "0", "-1", "x"]) {
    const response = await app.request(`/accounts/${id}?before=${before}`, { headers: asPerson });
    assertEquals(response.status, 422, before);
  }
});

test("the whole history is paged, oldest first, with each raw event beside its entry", async () => {
  const app = testApp();
  const id = await withChanges(app);
  const shownOn = (page: string) =>
    [...page.matchAll(/<h3>(Opened|Deposited|Withdrew)|class="position">(\d)<\/span> (\w+)</g)]
      .map(([, word, position, type]) => word ?? `${position} ${type}`);

  const first = await pageAt(app, `/accounts/${id}/history?limit=2`);
  const [, later = ""] = /href="([^"]+)" rel="next">Later changes/.exec(first) ?? [];
  const second = await pageAt(app, later.replaceAll("&amp;", "&"));

  assertEquals([first, second].map(shownOn), [
    ["Opened", "1 AccountCreated", "Deposited", "2 MoneyDeposited"],
    ["Withdrew", "3 MoneyWithdrawn"],
  ]);
  assertFalse(second.includes('rel="next"'));
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

test("the plot has time from left to right and money from bottom to top", async () => {
  const app = testApp();
  const id = await withChanges(app);
  const alone = await opened(app, usd(0));
  const dotsOn = (page: string) =>
    [...page.matchAll(/<circle cx="([^"]+)%" cy="([^"]+)" r="[47]"/g)]
      .map(([, x, y]) => [Number(x), Number(y)]);

  const dots = dotsOn(await pageAt(app, `/accounts/${id}`));

  assertEquals(dots, [[2, 74.67], [49, 12], [96, 49.6]]);
  assertEquals(dotsOn(await pageAt(app, `/accounts/${alone}`)), [[2, 200]]);
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
