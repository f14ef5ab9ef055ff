import { assertEquals } from "@std/assert";
import { test } from "@std/testing/bdd";
import { opened, usd } from "./testdata/accounts.ts";
import { type TestApp, testApp } from "./testdata/test_app.ts";

interface Refusal {
  readonly status: number;
  readonly code: string;
  readonly paths: readonly string[];
}

/** What is said to a body that is sent as it is written. */
async function refusalOf({ request }: TestApp, path: string, body: string): Promise<Refusal> {
  const response = await request(path, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body,
  });
  const { code, errors = [] } = await response.json();
  const paths = errors.map(({ path }: { path: string }) => path);
  return { status: response.status, code, paths };
}

/** Amounts as they stand in a body, none of which can be moved. */
const noAmounts = [
  "0",
  "-1",
  "0.5",
  "1e400",
  "-1e400",
  "9007199254740992",
  "9007199254740993",
  "1e30",
];
/** What is no number in JSON. */
const noNumbers = ['"1"', "null", "true", "[1]", "{}", '"NaN"'];
const noCurrencies = ['"usd"', '"US"', '"USDD"', '""', '"US1"', '"U$D"'];

test("a missing field is a 422 that names it, on every route of accounts", async () => {
  const app = testApp();
  const id = await opened(app);

  for (
    const [path, body, missing] of [
      ["/accounts", {}, ["owner", "openingBalance"]],
      ["/accounts", { owner: "Ada", openingBalance: {} }, [
        "openingBalance.amount",
        "openingBalance.currency",
      ]],
      [`/accounts/${id}/deposits`, {}, ["amount"]],
      [`/accounts/${id}/withdrawals`, { amount: { amount: 1 } }, ["amount.currency"]],
      ["/transfers", {}, ["from", "to", "amount"]],
      ["/transfers", { from: id, amount: { currency: "USD" } }, ["to", "amount.amount"]],
    ] as const
  ) {
    const refusal = await refusalOf(app, path, JSON.stringify(body));
    assertEquals(refusal, { status: 422, code: "invalid-input", paths: missing }, path);
  }
});

test("unknown fields are a 422 that names them", async () => {
  const app = testApp();
  const id = await opened(app);
  const opening = { owner: "Ada", openingBalance: { ...usd(1), scale: 2 }, id: "mine" };

  const refusals = [
    await refusalOf(app, "/accounts", JSON.stringify(opening)),
    await refusalOf(
      app,
      `/accounts/${id}/deposits`,
      JSON.stringify({ amount: usd(1), expectedVersion: 1 }),
    ),
  ];

  assertEquals(refusals.map(({ status, paths }) => [status, paths]), [
    [422, ["openingBalance.scale", "id"]],
    [422, ["expectedVersion"]],
  ]);
});

test("an amount that cannot be moved is a 422, and nothing is rounded to fit", async () => {
  const app = testApp();
  const id = await opened(app);
  const other = await opened(app);

  for (const amount of [...noAmounts, ...noNumbers]) {
    const money = `{"amount": ${amount}, "currency": "USD"}`;
    for (
      const [path, body] of [
        [`/accounts/${id}/deposits`, `{"amount": ${money}}`],
        [`/accounts/${id}/withdrawals`, `{"amount": ${money}}`],
        ["/transfers", `{"from": "${id}", "to": "${other}", "amount": ${money}}`],
      ] as const
    ) {
      assertEquals((await refusalOf(app, path, body)).status, 422, `${path} ${amount}`);
    }
  }
  assertEquals(await app.store.head(), 2);
});

test("what has another shape than money is told so", async () => {
  const app = testApp();
  const messagesFor = async (openingBalance: unknown) => {
    const response = await app.send("POST", "/accounts", { owner: "Ada", openingBalance });
    const { errors } = await response.json();
    return errors.map(({ path, message }: Record<string, string>) => `${path} ${message}`);
  };

  assertEquals(await messagesFor({ amount: "1", currency: 7 }), [
    "openingBalance.amount must be a number",
    "openingBalance.currency must be a text",
  ]);
  for (const balance of [12.5, "12.50", null, []]) {
    assertEquals(await messagesFor(balance), [
      "openingBalance must have an amount in minor units and a currency",
    ]);
  }
});

test("an opening balance that no account can have is a 422 that names it; zero is fine", async () => {
  const app = testApp();

  for (const amount of [...noAmounts, ...noNumbers].filter((amount) => amount !== "0")) {
    const body = `{"owner": "Ada", "openingBalance": {"amount": ${amount}, "currency": "USD"}}`;
    const { status, paths } = await refusalOf(app, "/accounts", body);
    const named = amount === "-1" ? [] : ["openingBalance.amount"];
    assertEquals([status, paths], [422, named], amount);
  }
  assertEquals(await app.store.head(), 0);
  assertEquals(
    (await app.send("POST", "/accounts", { owner: "Ada", openingBalance: usd(0) })).status,
    201,
  );
});

test("the largest amount is 2^53 - 1, and a balance beyond it is refused", async () => {
  const app = testApp();
  const id = await opened(app, usd(Number.MAX_SAFE_INTEGER));

  const { status, code } = await refusalOf(
    app,
    `/accounts/${id}/deposits`,
    JSON.stringify({ amount: usd(1) }),
  );

  assertEquals([status, code], [409, "money/amount-too-large"]);
  assertEquals((await app.services.accounts.get({ id })).balance.amount, Number.MAX_SAFE_INTEGER);
});

test("no currency, and another currency than the account's, are a 422", async () => {
  const app = testApp();
  const id = await opened(app);
  const other = await opened(app, { amount: 1, currency: "EUR" });

  for (const currency of [...noCurrencies, "7", '"EUR"']) {
    const money = `{"amount": 1, "currency": ${currency}}`;
    const deposit = await refusalOf(app, `/accounts/${id}/deposits`, `{"amount": ${money}}`);
    assertEquals(deposit.status, 422, currency);
    if (currency === '"EUR"') continue;
    assertEquals(deposit.paths, ["amount.currency"], currency);
    const opening = await refusalOf(
      app,
      "/accounts",
      `{"owner": "Ada", "openingBalance": ${money}}`,
    );
    assertEquals([opening.status, opening.paths], [422, ["openingBalance.currency"]], currency);
  }
  const across = await refusalOf(
    app,
    "/transfers",
    JSON.stringify({ from: id, to: other, amount: usd(1) }),
  );
  assertEquals(across.status, 422);
  assertEquals(await app.store.head(), 2);
});

test("an owner that is none is a 422 that names it", async () => {
  const app = testApp();

  for (const owner of ["", "  ", "a".repeat(300), "a\u0000b", 7, null]) {
    const refusal = await refusalOf(
      app,
      "/accounts",
      JSON.stringify({ owner, openingBalance: usd(1) }),
    );
    assertEquals([refusal.status, refusal.paths], [422, ["owner"]], String(owner));
  }
});

test("a version or a time at which there was no account is said as what it is", async () => {
  const app = testApp();
  const id = await opened(app);
  const problemOf = async (query: string) => {
    const response = await app.request(`/accounts/${id}?${query}`);
    assertEquals(response.headers.get("content-type"), "application/problem+json");
    return [response.status, (await response.json()).code];
  };

  for (const version of ["2", "999999999999999"]) {
    const future = await problemOf(`version=${version}`);
    assertEquals(future, [422, "accounts/version-not-reached"], version);
  }
  for (const version of ["0", "-1", "1.5", "one", "", "1e1", "9".repeat(16), "1&at=2026-01-01"]) {
    assertEquals(await problemOf(`version=${version}`), [422, "invalid-input"], version);
  }
  const before = await problemOf("at=1999-12-31T23:59:59.999Z");
  assertEquals(before, [404, "accounts/not-opened-yet"]);
  for (const at of ["", "yesterday", "2026", "2026-02-30T00:00:00Z", "12:00"]) {
    assertEquals(await problemOf(`at=${encodeURIComponent(at)}`), [422, "invalid-input"], at);
  }
});

test("cursors and limits that were never given are a 422", async () => {
  const app = testApp();
  const id = await opened(app);
  await app.drain();

  for (const path of ["/accounts", `/accounts/${id}/history`]) {
    for (const query of ["after=made-up", "after=1.made-up", "after=9.W10", "limit=0", "limit=x"]) {
      assertEquals((await app.request(`${path}?${query}`)).status, 422, `${path} ${query}`);
    }
  }
});
