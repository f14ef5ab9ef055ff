import { assertEquals } from "@std/assert";
import { test } from "@std/testing/bdd";
import { opened, usd } from "./testdata/accounts.ts";
import { noting } from "./testdata/noting.ts";
import { asPerson, testApp } from "./testdata/test_app.ts";

test("every use case of accounts is behind some route", async () => {
  const { services } = testApp();
  const called = new Set<string>();
  const app = testApp({ ...services, accounts: noting(services.accounts, called) });

  const [one, other] = [await opened(app), await opened(app)];
  await app.send("POST", `/accounts/${one}/deposits`, { amount: usd(1) });
  await app.send("POST", `/accounts/${one}/withdrawals`, { amount: usd(10_001) });
  await app.request(`/accounts/${one}/closure`, { method: "POST" });
  await app.send("POST", "/transfers", { from: other, to: one, amount: usd(1) });
  await app.request("/accounts");
  await app.request(`/accounts/${one}`, { headers: asPerson });
  await app.request(`/accounts/${one}/history`);
  await app.request(`/accounts/${one}/balance`);

  assertEquals([...called].sort(), Object.keys(services.accounts).sort());
});
