import { assertEquals, assertMatch } from "@std/assert";
import { drain } from "../../application/events/drain.ts";
import { type CommandLine, commandLine } from "./testdata/command_line.ts";

function usd(amount: number) {
  return { amount, currency: "USD" };
}

/** Opens an account of a hundred dollars. */
async function opened(portico: CommandLine, ...args: readonly string[]): Promise<string> {
  const opening = ["--owner", "Ada Lovelace", "--balance", "100", "--id", ...args];
  return await portico.line("accounts", "open", ...opening);
}

Deno.test("accounts are opened, moved and closed, and their views are up to date at once", async () => {
  await using portico = await commandLine();
  const id = await opened(portico);

  await portico.run("accounts", "deposit", id, "--amount", "0.10");
  await portico.run("accounts", "deposit", id, "--amount", "0.20");
  const { out } = await portico.run("accounts", "withdraw", id, "--amount", "30.30");
  const held = await portico.json("accounts", "balance", id);
  const history = await portico.json("accounts", "history", id);
  await portico.run("accounts", "withdraw", id, "--amount", "70");
  const closed = await portico.json("accounts", "close", id);
  const list = await portico.json("accounts", "list");

  assertMatch(out[1] ?? "", / {2}Ada Lovelace {2}70\.00 USD {2}open {4}4$/);
  assertEquals(held, { account: id, balance: usd(70_00), closed: false });
  const kinds = history.items.map(({ kind }: { readonly kind: string }) => kind);
  assertEquals(kinds, ["opened", "deposited", "deposited", "withdrawn"]);
  assertEquals([closed.status, list.items], ["closed", [closed]]);
});

Deno.test("accounts transfer changes both or neither", async () => {
  await using portico = await commandLine();
  const [from, to] = [await opened(portico), await opened(portico)];

  const { out } = await portico.run("accounts", "transfer", from, to, "--amount", "99.99");
  const done = await portico.json("accounts", "transfer", from, to, "--amount", "0.01");
  const refused = await portico.run("accounts", "transfer", from, to, "--amount", "0.01");

  assertMatch(
    out.join("\n"),
    /^TRANSFER +AMOUNT\n\S+ +99\.99 USD\n\nID[^]* 0\.01 USD[^]* 199\.99 USD/,
  );
  assertEquals([done.from.balance, done.to.balance, done.amount], [usd(0), usd(200_00), usd(1)]);
  assertEquals(refused, { code: 1, out: [], errors: ["Insufficient funds"] });
});

Deno.test("accounts get goes back in time, by version and by clock", async () => {
  await using portico = await commandLine();
  const id = await opened(portico);
  const { items: [event] } = await portico.json("events", "list");
  portico.clock.advance(60_000);
  await portico.run("accounts", "deposit", id, "--amount", "50");

  const now = await portico.json("accounts", "get", id);
  const first = await portico.json("accounts", "get", id, "--version", "1");
  const then = await portico.json("accounts", "get", id, "--at", event.recordedAt);
  const timeline = await portico.json("accounts", "timeline", id);

  assertEquals([now.balance, first.balance, then.balance], [
    ...[usd(150_00), usd(100_00), usd(100_00)],
  ]);
  const points = timeline.items.map(({ balance }: { readonly balance: unknown }) => balance);
  assertEquals(points, [usd(100_00), usd(150_00)]);
});

Deno.test("views that nobody has run yet are run before they are shown", async () => {
  await using portico = await commandLine();
  const openingBalance = usd(100_00);
  const { id } = await portico.application.accounts.open({ owner: "Ada", openingBalance });

  const held = await portico.json("accounts", "balance", id);
  const { items } = await portico.json("subscriptions", "list");

  assertEquals(held.balance, openingBalance);
  const ran = items.map(({ name }: { readonly name: string }) => name);
  assertEquals(ran, ["account-balances", "account-history"], "and nothing with an effect outside");
});

Deno.test("views that stay behind are no answer", async () => {
  await using portico = await commandLine({ worker: "outside" });
  const openingBalance = usd(100_00);
  const { accounts, ports, subscriptions } = portico.application;
  const { id } = await accounts.open({ owner: "Ada", openingBalance });
  await drain(ports, subscriptions);
  await accounts.deposit({ id, amount: usd(1) });

  const { code, out, errors } = await portico.run("accounts", "balance", id);

  assertEquals([code, out], [1, []]);
  assertMatch(errors.join(), /account-balances/);
});

Deno.test("what is wrong with accounts is told on standard error", async () => {
  await using portico = await commandLine();
  const [id, other] = [await opened(portico), await opened(portico, "--currency", "EUR")];
  const gone = await portico.line("accounts", "open", "--owner", "Eve", "--id");
  await portico.run("accounts", "close", gone);

  for (
    const [args, expected, error] of [
      [["open", "--owner", " "], 2, /owner must not be blank/],
      [["open", "--owner", "Ada", "--balance", "-1"], 2, /Opening balance must not be negative/],
      [["open", "--owner", "Ada", "--balance", "much"], 2, /amount must be an amount such as/],
      [["deposit", id, "--amount", "0"], 2, /must be positive/],
      [["deposit", id, "--amount", "-5"], 2, /must be positive/],
      [["deposit", id, "--amount", "0.001"], 2, /amount must be an amount such as/],
      [["deposit", id, "--amount", "Infinity"], 2, /amount must be an amount such as/],
      [["deposit", other, "--amount", "5"], 2, /Cannot take USD for EUR/],
      [["deposit", gone, "--amount", "5"], 1, /Cannot deposit to closed account/],
      [["withdraw", id, "--amount", "100.01"], 1, /Insufficient funds/],
      [["transfer", id, id, "--amount", "1"], 2, /Cannot transfer to the same account/],
      [["transfer", id, "nobody", "--amount", "1"], 1, /Account nobody not found/],
      [["close", id], 1, /Cannot close account with positive balance/],
      [["close", gone], 1, /already closed/],
      [["get", "nobody"], 1, /Account nobody not found/],
      [["get", id, "--version", "0"], 2, /version must be a whole number from 1/],
      [["get", id, "--version", "first"], 2, /version must be a whole number from 1/],
      [["get", id, "--version", "9"], 2, /has no version 9 yet/],
      [["get", id, "--at", "yesterday"], 2, /at must be a time with its offset/],
      [["get", id, "--at", "2026-01-01T00:00Z", "--version", "1"], 2, /at must not be given/],
      [["balance", "nobody"], 1, /Account nobody not found/],
      [["history", "nobody"], 1, /Account nobody not found/],
      [["timeline", "nobody"], 1, /Account nobody not found/],
      [["list", "--after", "never-given"], 2, /the cursor is not one of this query/],
    ] as const
  ) {
    const { code, out, errors } = await portico.run("accounts", ...args);
    assertEquals([args, code, out, errors.length], [args, expected, [], 1]);
    assertMatch(errors[0] ?? "", error);
  }
});
