import { assert, assertEquals, assertNotEquals, assertRejects } from "@std/assert";
import { test } from "@std/testing/bdd";
import { PaymentRefused, PaymentUnavailable } from "../../application/orders/payment_errors.ts";
import { parseMoney } from "../../domain/kernel/money.ts";
import { systemClock } from "../system/clock.ts";
import { amount, openStripe, signal, until } from "./testdata/stripe_place.ts";

test("begin comes to a payment though its key repeats an error", async () => {
  await using place = await openStripe();
  const { server, begin, intents } = place;
  server.trouble("create", "error");
  await assertRejects(() => begin(), PaymentUnavailable);

  const first = await begin();
  const second = await (await place.open()).begin({ order: "1", attempt: 1, amount }, signal);

  assertEquals([first.status, second.id], ["begun", first.id]);
  assertEquals(intents().length, 1);
});

test("begin finds what was made by a request that ended in an error", async () => {
  await using place = await openStripe();
  const { server, begin, intents } = place;
  server.trouble("create", "error after");
  await assertRejects(() => begin(), PaymentUnavailable);

  const { id } = await begin();

  assertEquals(intents().map((intent) => intent.id), [id]);
});

test("begin finds what was made though the answer never came", async () => {
  await using place = await openStripe();
  const { server, begin, payments, intents } = place;
  server.trouble("create", "late");
  const stop = new AbortController();
  const payment = { order: "1", attempt: 1, amount };
  const beginning = assertRejects(() => payments.begin(payment, stop.signal), PaymentUnavailable);
  await until(() => intents().length === 1);
  stop.abort();
  await beginning;

  const found = await payments.lookup({ order: "1", attempt: 1 }, signal);
  const { id } = await begin();

  assertEquals(found, { id, status: "begun" });
  assertEquals(intents().length, 1);
});

test("begin is refused for good when Stripe never takes the amount", async () => {
  await using place = await openStripe();
  const amounts = [
    { amount: 0, currency: "USD" },
    { amount: -1, currency: "USD" },
    { amount: 100_000_000, currency: "USD" },
    { amount: 100, currency: "XXX" },
    { amount: 101, currency: "MGA" },
  ];

  for (const [index, each] of amounts.entries()) {
    const payment = { order: "1", attempt: index + 1, amount: parseMoney(each) };
    await assertRejects(() => place.payments.begin(payment, signal), PaymentRefused);
  }
  assertEquals(place.intents(), []);
});

test("begin counts money as Stripe does", async () => {
  await using place = await openStripe();
  const amounts = [
    [{ amount: 1250, currency: "EUR" }, 1250],
    [{ amount: 1250, currency: "JPY" }, 1250],
    [{ amount: 1250, currency: "ISK" }, 125_000],
    [{ amount: 1200, currency: "MGA" }, 12],
  ] as const;

  for (const [index, [money]] of amounts.entries()) {
    const payment = { order: "1", attempt: index + 1, amount: parseMoney(money) };
    await place.payments.begin(payment, signal);
  }

  assertEquals(
    place.intents().map(({ amount, currency }) => [amount, currency]),
    amounts.map(([{ currency }, expected]) => [expected, currency.toLowerCase()]),
  );
});

test("a payment begun again after its key was forgotten is charged once", async () => {
  await using place = await openStripe();
  const { server, payments, begin, intents } = place;
  const first = await begin();
  server.forgetKeys();
  const second = await begin();
  assertNotEquals(second.id, first.id);

  await payments.complete({ id: second.id, method: "pm_card_visa" }, signal);
  const found = await payments.lookup({ order: "1", attempt: 1 }, signal);

  assertEquals(found, { id: second.id, status: "taken" });
  assertEquals(intents().flatMap(({ charges }) => charges).length, 1);
});

test("lookup finds by purpose what search does not show yet, page by page", async () => {
  await using place = await openStripe();
  const { id } = await place.begin();
  for (let order = 0; order < 120; order++) {
    await place.payments.begin({ order: `other ${order}`, attempt: 1, amount }, signal);
  }

  const found = await place.payments.lookup({ order: "1", attempt: 1 }, signal);

  assertEquals(found?.id, id);
  const asked = place.server.seen.map(({ operation }) => operation);
  assertEquals(asked.filter((each) => each === "list").length, 2);
});

test("lookup finds by purpose what is older than its list", async () => {
  await using place = await openStripe();
  const { id } = await place.pay();
  const clock = { ...systemClock(), now: () => Date.now() + 3 * 60 * 60 * 1000 };
  const later = await place.open({ clock });

  assertEquals(await later.lookup({ order: "1", attempt: 1 }, signal), undefined);
  place.server.index();

  assertEquals(await later.lookup({ order: "1", attempt: 1 }, signal), { id, status: "taken" });
});

test("keys are the same for the same payment, and fit", async () => {
  await using place = await openStripe();
  const order = "松".repeat(128);
  for (const gateway of [place.payments, await place.open()]) {
    await gateway.begin({ order, attempt: 1, amount }, signal);
  }
  await place.payments.begin({ order, attempt: 2, amount }, signal);

  const [first, again, other] = place.server.seen.map(({ key }) => key);
  assertEquals(again, first);
  assertNotEquals(other, first);
  assert(first !== undefined && /^[\w-]{1,255}$/.test(first), first);
});
