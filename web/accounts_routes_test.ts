import { assertEquals } from "@std/assert";
import { test } from "@std/testing/bdd";
import { opened, usd } from "./testdata/accounts.ts";
import { testApp } from "./testdata/test_app.ts";

const ada = { owner: "Ada Lovelace", openingBalance: usd(10_000) };

test("POST /accounts answers 201 with the account, its Location and its version", async () => {
  const { send, request } = testApp();

  const response = await send("POST", "/accounts", ada);
  const account = await response.json();

  assertEquals(response.status, 201);
  assertEquals(account, {
    id: account.id,
    owner: "Ada Lovelace",
    balance: usd(10_000),
    status: "open",
    version: 1,
  });
  const { headers } = response;
  assertEquals(
    ["location", "etag", "portico-position"].map((name) => headers.get(name)),
    [`/accounts/${account.id}`, '"1"', "1"],
  );
  const found = await request(`/accounts/${account.id}`);
  assertEquals([await found.json(), found.headers.get("etag")], [account, '"1"']);
});

test("[E-9] deposits, withdrawals and the closure answer with the account after them", async () => {
  const app = testApp();
  const id = await opened(app);

  const deposit = await app.send("POST", `/accounts/${id}/deposits`, { amount: usd(50) });
  const withdrawal = await app.send("POST", `/accounts/${id}/withdrawals`, { amount: usd(10_050) });
  const closure = await app.request(`/accounts/${id}/closure`, { method: "POST" });

  const answers = [deposit, withdrawal, closure];
  assertEquals(
    answers.map(({ status, headers }) => [
      status,
      headers.get("etag"),
      headers.get("portico-position"),
    ]),
    [[200, '"2"', "2"], [200, '"3"', "3"], [200, '"4"', "4"]],
  );
  const account = { id, owner: "Ada Lovelace" };
  assertEquals(await Promise.all(answers.map((answer) => answer.json())), [
    { ...account, balance: usd(10_050), status: "open", version: 2 },
    { ...account, balance: usd(0), status: "open", version: 3 },
    { ...account, balance: usd(0), status: "closed", version: 4 },
  ]);
});

test("rules of the business that say no are 409, each with its code", async () => {
  const app = testApp();
  const id = await opened(app);
  const refusal = async (path: string, body: unknown = {}) => {
    const response = await app.send("POST", `/accounts/${id}/${path}`, body);
    return [response.status, (await response.json()).code];
  };

  const overdrawn = await refusal("withdrawals", { amount: usd(10_001) });
  const full = await refusal("closure");
  await app.send("POST", `/accounts/${id}/withdrawals`, { amount: usd(10_000) });
  await app.request(`/accounts/${id}/closure`, { method: "POST" });

  assertEquals([overdrawn, full], [
    [409, "accounts/insufficient-funds"],
    [409, "accounts/balance-not-zero"],
  ]);
  assertEquals(await refusal("closure"), [409, "accounts/closed"]);
  assertEquals(await refusal("deposits", { amount: usd(1) }), [409, "accounts/closed"]);
  assertEquals(await refusal("withdrawals", { amount: usd(1) }), [409, "accounts/closed"]);
});

test("[E-10] an unknown account is a 404 for commands and queries alike", async () => {
  const { send, request } = testApp();
  const unknown = ["nobody", "a".repeat(600), encodeURIComponent("a/b"), "%00"];

  for (const id of unknown) {
    const responses = [
      await send("POST", `/accounts/${id}/deposits`, { amount: usd(1) }),
      await send("POST", `/accounts/${id}/withdrawals`, { amount: usd(1) }),
      await request(`/accounts/${id}/closure`, { method: "POST" }),
      await send("POST", `/accounts/${id}/deposits`, { amount: usd(1) }, { "if-match": '"1"' }),
      await request(`/accounts/${id}`),
      await request(`/accounts/${id}?version=1`),
      await request(`/accounts/${id}?at=2026-01-01T00:00:00Z`),
      await request(`/accounts/${id}/history`),
      await request(`/accounts/${id}/balance`),
    ];
    for (const response of responses) {
      assertEquals([response.status, (await response.json()).code], [404, "accounts/not-found"]);
    }
  }
});

test("If-Match for another version than the current one is a 412, also for one in the future", async () => {
  const app = testApp();
  const id = await opened(app);
  const deposit = async (tag: string) => {
    const headers = { "if-match": tag };
    return await app.send("POST", `/accounts/${id}/deposits`, { amount: usd(50) }, headers);
  };

  const [fits, past, future] = [await deposit('"1"'), await deposit('"1"'), await deposit('"9"')];
  const withdrawal = await app.send("POST", `/accounts/${id}/withdrawals`, { amount: usd(1) }, {
    "if-match": '"1"',
  });
  const closure = await app.request(`/accounts/${id}/closure`, {
    method: "POST",
    headers: { "if-match": '"1"' },
  });

  const answers = [fits, past, future, withdrawal, closure].map(({ status }) => status);
  assertEquals(answers, [200, 412, 412, 412, 412]);
  assertEquals((await past.json()).code, "stale-version");
  assertEquals((await app.services.accounts.get({ id })).version, 2);
});

test("a POST that comes again with its Idempotency-Key has one effect and one answer", async () => {
  const app = testApp();
  const key = { "idempotency-key": "once" };
  const twice = async (path: string, body: unknown) => {
    const [first, second] = [
      await app.send("POST", path, body, key),
      await app.send("POST", path, body, key),
    ];
    const { id, ...account } = await first.json();
    assertEquals(await second.json(), { id, ...account }, path);
    assertEquals(
      second.headers.get("portico-position"),
      first.headers.get("portico-position"),
      path,
    );
    return id;
  };

  const id = await twice("/accounts", ada);
  await twice(`/accounts/${id}/deposits`, { amount: usd(50) });
  await twice(`/accounts/${id}/withdrawals`, { amount: usd(10_050) });
  await twice(`/accounts/${id}/closure`, {});
  const other = await app.send("POST", `/accounts/${id}/deposits`, { amount: usd(51) }, key);

  assertEquals([await app.store.head(), other.status], [4, 422]);
});

test("an account is shown as it was at a version and at a time", async () => {
  const app = testApp();
  const id = await opened(app);
  const openedAt = app.clock.now();
  app.clock.advance(60_000);
  await app.send("POST", `/accounts/${id}/deposits`, { amount: usd(50) });
  const depositedAt = app.clock.now();
  const shown = async (query: string) => {
    const response = await app.request(`/accounts/${id}?${query}`);
    const { version, balance: { amount } } = await response.json();
    return [version, amount, response.headers.get("etag")];
  };

  assertEquals(await shown("version=1"), [1, 10_000, '"1"']);
  assertEquals(await shown("version=2"), [2, 10_050, '"2"']);
  for (const at of [openedAt, depositedAt - 1]) {
    assertEquals(await shown(`at=${new Date(at).toISOString()}`), [1, 10_000, '"1"']);
  }
  for (const at of [depositedAt, depositedAt + 1e9]) {
    assertEquals(await shown(`at=${new Date(at).toISOString()}`), [2, 10_050, '"2"']);
  }
});

test("[E-9] GET /accounts and the history page by cursor", async () => {
  const app = testApp();
  const ids: string[] = [];
  for (let n = 1; n <= 5; n++) ids.push(await opened(app, usd(n)));
  const [id = ""] = ids;
  for (let n = 1; n <= 4; n++) {
    await app.send("POST", `/accounts/${id}/deposits`, { amount: usd(n) });
  }
  await app.drain();
  const pages = async (path: string) => {
    const sizes: number[] = [];
    const items: { readonly id: string; readonly version: number }[] = [];
    for (let next: string | null = ""; next !== null;) {
      const page = await (await app.request(`${path}?limit=2&after=${next}`)).json();
      sizes.push(page.items.length);
      items.push(...page.items);
      next = page.next;
    }
    return { sizes, items };
  };

  const list = await pages("/accounts");
  const history = await pages(`/accounts/${id}/history`);

  assertEquals([list.sizes, history.sizes], [[2, 2, 1], [2, 2, 1]]);
  assertEquals(list.items.map(({ id }) => id), ids);
  assertEquals(history.items.map(({ version }) => version), [1, 2, 3, 4, 5]);
});
