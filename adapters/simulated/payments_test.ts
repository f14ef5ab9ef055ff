import { assertEquals, assertRejects } from "@std/assert";
import { test } from "@std/testing/bdd";
import { PaymentUnavailable } from "../../application/orders/payment_errors.ts";
import { parseMoney } from "../../domain/kernel/money.ts";
import type { RegisterTest, TestBody } from "../conformance/kit.ts";
import { paymentGatewayConformance } from "../conformance/payments.ts";
import type { PaymentPlace } from "../conformance/payments_place.ts";
import { seededRandom, sequentialIds } from "../memory/chance.ts";
import { type MemoryClock, memoryClock } from "../memory/clock.ts";
import { memoryStore } from "../memory/store.ts";
import { sqliteStore } from "../sqlite/store.ts";
import { systemPorts } from "../testdata/system_ports.ts";
import { temporaryFile } from "../sqlite/testdata/temporary_file.ts";
import { systemClock } from "../system/clock.ts";
import { type SimulatedPayments, simulatedPayments } from "./payments.ts";

const clock = systemClock();
const { signal } = new AbortController();
const amount = parseMoney({ amount: 11_999, currency: "USD" });
const methods = {
  pay: "pm_card_visa",
  decline: "pm_card_chargeDeclined",
  silence: "pm_card_hang",
  lost: "pm_card_chargeLost",
  failure: "pm_card_fail1Times",
};

paymentGatewayConformance({
  test: named("in memory"),
  create: () => Promise.resolve(placeOf(memoryGateway())),
  capabilities: { troubles: true, persistent: { missing: "memory ends with its process" } },
});

paymentGatewayConformance({
  test: named("in a file"),
  create: async () => {
    const opened = new AsyncDisposableStack();
    const { path } = opened.use(await temporaryFile());
    const open = async () => {
      const store = opened.use(await sqliteStore(path, systemPorts));
      return simulatedPayments({ ...systemPorts, store });
    };
    return {
      ...placeOf(await open()),
      reopen: open,
      [Symbol.asyncDispose]: () => opened.disposeAsync(),
    };
  },
  capabilities: { troubles: true, persistent: true },
});

function named(kept: string): RegisterTest {
  return Object.assign((name: string, run: TestBody) => test(`${kept}: ${name}`, run), {
    skip: (name: string, run: TestBody) => test.skip(`${kept}: ${name}`, run),
  });
}

function placeOf(gateway: SimulatedPayments): PaymentPlace {
  return {
    gateway,
    method: (answer) => methods[answer],
    movements: async (order) => {
      const { items } = await gateway.ledger({ order, limit: 100 });
      return {
        charged: items.flatMap(({ charges }) => charges.map(({ amount }) => amount.amount)),
        refunded: items.flatMap(({ refunds }) => refunds.map(({ amount }) => amount.amount)),
      };
    },
    reopen: () => Promise.resolve(gateway),
    [Symbol.asyncDispose]: () => Promise.resolve(),
  };
}

test("simulatedPayments takes the money of a slow card late, and answers then", async () => {
  const { payments, clock, begin, taken } = gatewayAtRest();
  const { id } = await begin();
  const completing = payments.complete({ id, method: "pm_card_slow" }, signal);
  await rest();

  assertEquals((await payments.lookup({ id }, signal))?.status, "processing");
  await moveOn(clock, 1000);

  assertEquals(await completing, { id, status: "taken" });
  assertEquals(await taken(), ["2026-01-01T00:00:01.000Z"]);
});

test("simulatedPayments takes the money of a slow card when nobody waits any more", async () => {
  const { payments, reopen, clock, begin, taken } = gatewayAtRest();
  const { id } = await begin();
  const stop = new AbortController();
  const completing = payments.complete({ id, method: "pm_card_slow" }, stop.signal);
  await rest();
  stop.abort(new Error("too late"));
  await assertRejects(() => completing, PaymentUnavailable, "too late");

  await moveOn(clock, 999);
  assertEquals((await reopen().lookup({ id }, signal))?.status, "processing");
  assertEquals(await taken(), []);
  await moveOn(clock, 5000);

  assertEquals((await taken()).length, 1);
  assertEquals((await reopen().lookup({ id }, signal))?.status, "taken");
  assertEquals((await payments.refund({ id }, signal)).status, "refunded");
  assertEquals(await taken(), ["2026-01-01T00:00:01.000Z"]);
});

test("[H-15] every outside call has a time-out: a card that hangs is given up with its signal", async () => {
  const { payments, begin, taken } = gatewayAtRest();
  const { id } = await begin();
  const stop = new AbortController();
  const completing = payments.complete({ id, method: "pm_card_hang" }, stop.signal);
  await rest();

  stop.abort(new Error("too late"));

  await assertRejects(() => completing, PaymentUnavailable, "too late");
  assertEquals(await taken(), []);
});

test("simulatedPayments takes nothing of a slow card that was cancelled in time", async () => {
  const { payments, clock, begin, taken } = gatewayAtRest();
  const { id } = await begin();
  const completing = payments.complete({ id, method: "pm_card_slow" }, signal);
  await rest();

  assertEquals((await payments.cancel({ id }, signal)).status, "cancelled");
  await moveOn(clock, 1000);

  assertEquals((await completing).status, "cancelled");
  assertEquals(await taken(), []);
});

test("simulatedPayments cannot cancel what is processing, and takes it late", async () => {
  const { payments, clock, begin, taken } = gatewayAtRest();
  const { id } = await begin();

  const answers = [
    await payments.complete({ id, method: "pm_card_processing" }, signal),
    await payments.cancel({ id }, signal),
    await payments.complete({ id, method: "pm_card_visa" }, signal),
  ];
  assertEquals(answers.map(({ status }) => status), ["processing", "processing", "processing"]);
  await moveOn(clock, 1000);

  assertEquals((await payments.cancel({ id }, signal)).status, "taken");
  assertEquals((await taken()).length, 1);
});

test("simulatedPayments fails as often as the card says, and takes nothing then", async () => {
  const { payments, begin, taken } = gatewayAtRest();
  const { id } = await begin();
  const complete = () => payments.complete({ id, method: "pm_card_fail3Times" }, signal);

  for (let attempt = 1; attempt <= 3; attempt++) {
    await assertRejects(complete, PaymentUnavailable);
    assertEquals(await taken(), []);
  }
  assertEquals((await complete()).status, "taken");
});

test("simulatedPayments declines methods that it does not know", async () => {
  const { payments, begin } = gatewayAtRest();
  const methods = ["", "pm_card_fail1000Times", "__proto__", "pm_card_visa "];

  for (const [index, method] of methods.entries()) {
    const { id } = await begin(index + 1);
    assertEquals(await payments.complete({ id, method }, signal), {
      id,
      status: "declined",
      reason: `There is no payment method ${JSON.stringify(method)}`,
    });
  }
});

test("simulatedPayments gives money back late, or not at all, when the card says so", async () => {
  const { payments, clock, begin } = gatewayAtRest();
  const [late, never] = [await begin(1), await begin(2)];
  await payments.complete({ id: late.id, method: "pm_card_pendingRefund" }, signal);
  await payments.complete({ id: never.id, method: "pm_card_refundFail" }, signal);

  const id = `re_${late.id}`;
  assertEquals(await payments.refund(late, signal), { status: "pending", id });
  assertEquals((await payments.lookup(late, signal))?.status, "refunded");
  await moveOn(clock, 1000);
  assertEquals(await payments.refund(late, signal), { status: "refunded", id });

  const reason = "The card takes no money back";
  assertEquals(await payments.refund(never, signal), { status: "refused", reason });
  assertEquals((await payments.lookup(never, signal))?.status, "taken");
});

test("simulatedPayments lists its ledger by order, page by page", async () => {
  for (const payments of [gatewayAtRest().payments, memoryGateway()]) {
    for (const order of ["a", "b", "c", "b_2"]) {
      await payments.begin({ order, attempt: 1, amount }, signal);
      await payments.begin({ order, attempt: 2, amount }, signal);
    }

    const first = await payments.ledger({ limit: 5 });
    const second = await payments.ledger({ limit: 5, after: first.next });
    const ofOrder = await payments.ledger({ order: "b", limit: 5 });

    assertEquals(first.items.length, 5);
    assertEquals(new Set([...first.items, ...second.items].map(({ id }) => id)).size, 8);
    assertEquals(second.next, undefined);
    assertEquals(ofOrder.items.map(({ order, attempt }) => [order, attempt]), [["b", 1], ["b", 2]]);
  }
});

test("simulatedPayments is unavailable when its store is", async () => {
  const { store, begin } = gatewayAtRest();
  await store[Symbol.asyncDispose]();

  await assertRejects(() => begin(), PaymentUnavailable);
});

function memoryGateway(): SimulatedPayments {
  return simulatedPayments({ clock });
}

/** A gateway in a store, at a clock that stands still. */
function gatewayAtRest() {
  const clock = memoryClock();
  const store = memoryStore({ clock, newId: sequentialIds() });
  const open = () => simulatedPayments({ clock, store, random: seededRandom(1) }, { delay: 1000 });
  const payments = open();
  return {
    clock,
    store,
    payments,
    reopen: open,
    begin: (attempt = 1) => payments.begin({ order: "1", attempt, amount }, signal),
    taken: async () => {
      const { items } = await payments.ledger({ order: "1", limit: 10 });
      return items.flatMap(({ charges }) => charges.map(({ at }) => at));
    },
  };
}

/** Moves the clock when all calls have come to rest. */
async function moveOn(clock: MemoryClock, ms: number): Promise<void> {
  await rest();
  clock.advance(ms);
}

async function rest(): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, 0));
}
