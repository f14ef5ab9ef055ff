import { assertEquals } from "@std/assert";
import { test } from "@std/testing/bdd";
import { opened, usd } from "./testdata/accounts.ts";
import { testApp } from "./testdata/test_app.ts";

test("POST /transfers answers 201 with both accounts, which change in one commit", async () => {
  const app = testApp();
  const [from, to] = [await opened(app), await opened(app, usd(0), "Grace Hopper")];

  const response = await app.send("POST", "/transfers", { from, to, amount: usd(2_550) });
  const transfer = await response.json();

  assertEquals([response.status, response.headers.get("portico-position")], [201, "4"]);
  assertEquals(transfer, {
    id: transfer.id,
    from: { id: from, owner: "Ada Lovelace", balance: usd(7_450), status: "open", version: 2 },
    to: { id: to, owner: "Grace Hopper", balance: usd(2_550), status: "open", version: 2 },
    amount: usd(2_550),
  });
  assertEquals(await (await app.request(`/accounts/${to}`)).json(), transfer.to);
});

test("a transfer that is refused changes neither account", async () => {
  const app = testApp();
  const [from, to, closed] = [await opened(app), await opened(app), await opened(app, usd(0))];
  await app.request(`/accounts/${closed}/closure`, { method: "POST" });
  const head = await app.store.head();

  for (
    const [transfer, status, code] of [
      [{ from, to, amount: usd(10_001) }, 409, "accounts/insufficient-funds"],
      [{ from, to: closed, amount: usd(1) }, 409, "accounts/closed"],
      [{ from: closed, to, amount: usd(1) }, 409, "accounts/closed"],
      [{ from, to: from, amount: usd(1) }, 422, "accounts/transfer-to-same-account"],
      [{ from, to: "nobody", amount: usd(1) }, 404, "accounts/not-found"],
      [{ from: "nobody", to, amount: usd(1) }, 404, "accounts/not-found"],
      [{ from, to, amount: usd(0) }, 422, "accounts/amount-not-positive"],
      [{ from, to, amount: usd(-1) }, 422, "accounts/amount-not-positive"],
      [{ from, to, amount: { amount: 1, currency: "EUR" } }, 422, "money/currency-mismatch"],
    ] as const
  ) {
    const response = await app.send("POST", "/transfers", transfer);
    assertEquals([response.status, (await response.json()).code], [status, code]);
  }
  assertEquals(await app.store.head(), head);
});

test("a transfer that comes again with its Idempotency-Key moves the money once", async () => {
  const app = testApp();
  const [from, to] = [await opened(app), await opened(app)];
  const send = async () => {
    const transfer = { from, to, amount: usd(100) };
    return await app.send("POST", "/transfers", transfer, { "idempotency-key": "once" });
  };

  const [first, second] = [await send(), await send()];

  assertEquals([first.status, second.status], [201, 201]);
  assertEquals(await second.json(), await first.json());
  assertEquals((await app.services.accounts.get({ id: to })).balance.amount, 10_100);
});

test("the correlation of a request reaches both events of its transfer", async () => {
  const app = testApp();
  const [from, to] = [await opened(app), await opened(app)];

  await app.send("POST", "/transfers", { from, to, amount: usd(100) }, {
    "x-correlation-id": "from-outside",
  });

  const { events } = await app.store.readLog({ after: 2, limit: 10 });
  assertEquals(events.map(({ type, metadata }) => [type, metadata.correlationId]), [
    ["MoneyWithdrawn", "from-outside"],
    ["MoneyDeposited", "from-outside"],
  ]);
});
