import { assert, assertEquals, assertMatch } from "@std/assert";
import { test } from "@std/testing/bdd";
import { opened, usd } from "./testdata/accounts.ts";
import { asPerson, type TestApp, testApp } from "./testdata/test_app.ts";

const ada = { owner: "Ada Lovelace", amount: "100.50", currency: "usd" };

async function balanceOf({ services }: TestApp, id: string): Promise<number> {
  return (await services.accounts.get({ id })).balance.amount;
}

/** The location of an answer, and the balance that its page shows. */
async function shownAfter(
  { request, drain }: TestApp,
  sent: Response,
): Promise<readonly [string, string]> {
  const location = sent.headers.get("location") ?? "";
  await drain();
  const page = await (await request(location, { headers: asPerson })).text();
  const [, balance = ""] = /class="balance">([^<]+)</.exec(page) ?? [];
  return [location, balance];
}

test("the form opens an account with exactly what was typed, and leads to it", async () => {
  const app = testApp();

  const sent = await app.form("/demo/account", ada);
  const [location, balance] = await shownAfter(app, sent);

  assertEquals(sent.status, 303);
  assertMatch(location, /^\/accounts\/[^/?]+\?consistentWith=1$/);
  assertEquals(balance, "100.50 USD");
});

test("amounts are exact, whatever decimals the currency has", async () => {
  const app = testApp();

  for (
    const [amount, currency, minor] of [
      ["0.1", "USD", 10],
      ["1.15", "EUR", 115],
      ["70368744177.67", "USD", 7036874417767],
      ["1250", "JPY", 1250],
      ["1.005", "KWD", 1005],
      ["0", "USD", 0],
    ] as const
  ) {
    const sent = await app.form("/demo/account", { owner: "Ada", amount, currency });
    const [, id = ""] = /^\/accounts\/([^?]+)/.exec(sent.headers.get("location") ?? "") ?? [];
    assertEquals(await balanceOf(app, id), minor, amount);
  }
});

test("an opening that is refused comes back with what was typed, each error beside its field", async () => {
  const app = testApp();
  const errorsOf = async (values: Record<string, string>) => {
    const sent = await app.form("/demo/account", { ...ada, ...values });
    const page = await sent.text();
    assertEquals(sent.status, 422);
    for (const value of Object.values(values)) assert(page.includes(`value="${value}"`), value);
    return [...page.matchAll(/id="([a-z]+)-error"[^>]*>([^<]+)</g)].map(([, field]) => field);
  };

  assertEquals(await errorsOf({ owner: " ", amount: "half", currency: "dollars" }), [
    "owner",
    "amount",
    "currency",
  ]);
  assertEquals(await errorsOf({ currency: "$" }), ["currency"]);
  for (const amount of ["-1", "1.005", "1e3", "1,50", "NaN", "Infinity", "", "9".repeat(17)]) {
    assertEquals(await errorsOf({ amount }), ["amount"], amount);
  }
  assertEquals(await app.store.head(), 0);
});

test("the forms of an account move money, and lead to the page that shows it", async () => {
  const app = testApp();
  const [id, other] = [await opened(app), await opened(app)];
  const send = async (name: string, fields: Record<string, string> = {}) =>
    await shownAfter(app, await app.form(`/forms/accounts/${id}/${name}`, fields));
  const shown = (position: number, balance: string) =>
    [`/accounts/${id}?consistentWith=${position}`, `${balance} USD`] as const;

  assertEquals(await send("deposit", { amount: "0.50" }), shown(3, "100.50"));
  assertEquals(await send("withdrawal", { amount: "20" }), shown(4, "80.50"));
  assertEquals(await send("transfer", { amount: "80.5", to: other }), shown(6, "0.00"));
  assertEquals(await send("closure"), shown(7, "0.00"));
  assertEquals(await balanceOf(app, other), 18_050);
});

test("a movement that is refused is said beside its field in its form, with what was typed", async () => {
  const app = testApp();
  const [id, closed] = [await opened(app), await opened(app, usd(0))];
  const euros = await opened(app, { amount: 0, currency: "EUR" });
  await app.request(`/accounts/${closed}/closure`, { method: "POST" });

  for (
    const [form, fields, status, field, message] of [
      ["deposit", { amount: "12,50" }, 422, "deposit-amount", /such as 12.50/],
      ["deposit", { amount: "0" }, 422, "deposit-amount", /must be positive/],
      ["withdrawal", { amount: "-1" }, 422, "withdrawal-amount", /must be positive/],
      ["withdrawal", { amount: "100.01" }, 409, "withdrawal-amount", /Insufficient funds/],
      ["transfer", { amount: "1", to: "nobody" }, 404, "to", /Account nobody not found/],
      ["transfer", { amount: "1", to: id }, 422, "to", /same account/],
      ["transfer", { amount: "1", to: closed }, 409, "to", /closed account/],
      ["transfer", { amount: "1", to: euros }, 422, "to", /currencies differ/],
      ["transfer", { amount: "x", to: closed }, 422, "transfer-amount", /such as 12.50/],
    ] as const
  ) {
    const sent = await app.form(`/forms/accounts/${id}/${form}`, fields);
    const page = await sent.text();
    assertEquals(sent.status, status, `${form} ${field}`);
    const errors = [...page.matchAll(/id="([a-z-]+)-error"[^>]*>([^<]+)</g)];
    assertEquals(errors.map(([, name]) => name), [field]);
    assertMatch(errors[0]?.[2] ?? "", message);
    for (const value of Object.values(fields)) assert(page.includes(`value="${value}"`), value);
  }
  assertEquals(await balanceOf(app, id), 10_000);
});

test("closing an account that is not empty is said above the button", async () => {
  const app = testApp();
  const id = await opened(app);

  const sent = await app.form(`/forms/accounts/${id}/closure`, {});

  assertEquals(sent.status, 409);
  assert((await sent.text()).includes("Cannot close account with positive balance"));
});

test("a form that is sent twice, also at once, moves money once", async () => {
  const app = testApp();
  const id = await opened(app);
  const page = await (await app.request(`/accounts/${id}`, { headers: asPerson })).text();
  const [, formKey = ""] = /name="formKey" value="([^"]+)"/.exec(page) ?? [];
  const send = () => app.form(`/forms/accounts/${id}/deposit`, { amount: "1", formKey });

  const sent = [...await Promise.all([send(), send()]), await send()];
  const opening = { ...ada, formKey };
  const first = await app.form("/demo/account", opening);
  const second = await app.form("/demo/account", opening);

  assert(formKey !== "");
  const location = `/accounts/${id}?consistentWith=2`;
  assertEquals(sent.map(({ headers }) => headers.get("location")), [location, location, location]);
  assertEquals(first.headers.get("location"), second.headers.get("location"));
  assertEquals([await balanceOf(app, id), await app.store.head()], [10_100, 3]);
});

test("a form for an account that is not there is a 404 page", async () => {
  for (const form of ["deposit", "withdrawal", "transfer", "closure"]) {
    const sent = await testApp().form(`/forms/accounts/nobody/${form}`, { amount: "1" });
    assertEquals(sent.status, 404, form);
    assert((await sent.text()).startsWith("<!doctype html>"));
  }
});
