import { assertEquals, assertInstanceOf } from "@std/assert";
import { test } from "@std/testing/bdd";
import { deadLetters } from "../events/dead_letters.ts";
import { ConfirmationRefused } from "../../domain/orders/errors.ts";
import { PaymentRefused, PaymentUnavailable } from "./payment_errors.ts";
import type { PaymentGateway } from "./payment_gateway.ts";
import {
  confirmed,
  confirming,
  gatewayOf,
  type OrdersRoom,
  ordersRoom,
  placed,
} from "./testdata/orders_room.ts";

test("the stock is put aside, the payment begun, its id stored, the money taken, the order confirmed", async () => {
  const asked: string[] = [];
  const room = ordersRoom({ payments: recording(asked, () => room) });
  const id = await confirming(room);

  await room.settle();

  const order = await room.orders.get({ id });
  assertEquals(order.status, "confirmed");
  assertEquals("paymentId" in order && order.paymentId, `pay_${id}_1`);
  assertEquals(asked, ["begin, confirming", "complete, confirming pay_order-1_1"]);
  assertEquals([room.payments.kept(id), room.stock.find("prod2")?.available], [59_98, 48]);
  assertEquals((await room.eventTypes()).slice(2), [
    "ConfirmationStarted",
    "PaymentBegun",
    "OrderConfirmed",
  ]);
});

test("a declined order is pending again with the reason, and its stock is free", async () => {
  const room = ordersRoom();
  const id = await confirming(room, "decline");

  await room.settle();

  const order = await room.orders.get({ id });
  if (order.status !== "pending" || order.lastPayment === undefined) throw new Error(order.status);
  assertEquals(order.lastPayment, {
    attempt: 1,
    status: "declined",
    reason: "Payment processing failed: No funds",
  });
  const refusal = new ConfirmationRefused(id, order.lastPayment);
  assertEquals(refusal.code, "orders/payment-failed");
  assertEquals(refusal.message, `Cannot confirm the order "order-1": ${order.lastPayment.reason}`);
  assertEquals([room.payments.kept(id), room.stock.find("prod2")?.available], [0, 50]);
});

test("a declined order can be changed, confirmed again, and is charged once", async () => {
  const room = ordersRoom();
  const id = await confirming(room, "decline");
  await room.settle();

  await room.orders.addItem({ id, productId: "prod2", quantity: 1 });
  await room.orders.confirm({ id, paymentMethod: "visa" });
  await room.settle();

  const { status, attempt } = await room.orders.get({ id });
  assertEquals([status, attempt, room.payments.kept(id)], ["confirmed", 2, 89_97]);
  assertEquals(room.stock.find("prod2")?.available, 47);
});

test("an order without stock is pending again with the reason, and the gateway hears nothing", async () => {
  const room = ordersRoom();
  const [first, second] = [await placed(room, { prod1: 10 }), await placed(room, { prod1: 1 })];
  await room.orders.confirm({ id: first, paymentMethod: "visa" });
  await room.orders.confirm({ id: second, paymentMethod: "visa" });

  await room.settle();

  const order = await room.orders.get({ id: second });
  if (order.status !== "pending" || order.lastPayment === undefined) throw new Error(order.status);
  assertEquals(order.lastPayment, {
    attempt: 1,
    status: "out-of-stock",
    reason: "Product not available in requested quantity",
    productId: "prod1",
  });
  assertEquals(new ConfirmationRefused(second, order.lastPayment).code, "orders/out-of-stock");
  assertEquals(room.payments.entries.size, 1);
});

test("a payment that the gateway never takes leaves the order pending, and no raw words", async () => {
  const begin = () => Promise.reject(new PaymentRefused("begin", "secret of the gateway"));
  const room = ordersRoom({ payments: { begin } });
  const id = await confirming(room);

  await room.settle();

  const order = await room.orders.get({ id });
  assertEquals(order.status === "pending" && order.lastPayment?.status, "refused");
  assertEquals(JSON.stringify(order).includes("secret"), false);
  assertEquals(room.stock.find("prod2")?.available, 50);
  assertInstanceOf(room.log.entries[0]?.data.error, PaymentRefused);
});

test("stock that was released by somebody else ends the attempt", async () => {
  const room = ordersRoom();
  const id = await confirming(room);
  room.stock.release({ order: id, attempt: 1 });

  await room.settle();

  const order = await room.orders.get({ id });
  assertEquals(order.status === "pending" && order.lastPayment?.status, "cancelled");
  assertEquals(room.payments.charges, []);
});

test("an answer that got lost is asked for: the money is taken once", async () => {
  for (const lost of ["begin", "complete"] as const) {
    let calls = 0;
    const room: OrdersRoom = ordersRoom({
      payments: {
        [lost]: (payment: never, signal: AbortSignal) => {
          const done = gatewayOf(room.payments)[lost](payment, signal);
          return ++calls === 1 ? done.then(unavailable) : done;
        },
      },
    });
    const id = await confirming(room);

    await retried(room);

    assertEquals((await room.orders.get({ id })).status, "confirmed", lost);
    assertEquals(room.payments.charges.length, 1, lost);
  }
});

test("a payment in doubt is looked up, and completed only if it stands at its beginning", async () => {
  const asked: string[] = [];
  let calls = 0;
  const room: OrdersRoom = ordersRoom({
    payments: {
      ...recording(asked, () => room),
      complete: async (payment) => {
        asked.push("complete");
        if (++calls > 1) return room.payments.complete(payment);
        return await unavailable();
      },
    },
  });
  await confirming(room);

  await retried(room);

  assertEquals(asked.map((call) => call.split(",")[0]), [
    "begin",
    "complete",
    "lookup",
    "complete",
  ]);
});

test("a payment whose outcome stays unknown keeps the order confirming and its stock, and is parked", async () => {
  const room = ordersRoom({ payments: { complete: unavailable, lookup: unavailable } });
  const id = await confirming(room);

  await retried(room, 20);

  assertEquals((await room.orders.get({ id })).status, "confirming");
  assertEquals(room.stock.find("prod2")?.available, 48);
  const { items } = await deadLetters(room.machinery).list({ limit: 10 });
  assertEquals(items.map(({ stream, attempts, error }) => [stream, attempts, error?.code]), [
    [`order/${id}`, 12, "payments/unavailable"],
  ]);
});

test("a payment that is processing is waited for", async () => {
  const room = ordersRoom();
  const [paid, declined] = [
    await confirming(room, "process"),
    await confirming(room, "process, decline"),
  ];
  await room.settle();
  assertEquals((await room.orders.get({ id: paid })).status, "confirming");

  room.payments.finish();
  await retried(room);

  assertEquals((await room.orders.get({ id: paid })).status, "confirmed");
  assertEquals((await room.orders.get({ id: declined })).status, "pending");
  assertEquals(room.stock.find("prod2")?.available, 48);
});

test("a process that was too late releases nothing of an order that was confirmed meanwhile", async () => {
  const room: OrdersRoom = ordersRoom({
    payments: {
      complete: async ({ id }) => {
        await room.orders.acceptPayment({ id: "order-1", operator: "Olga" });
        return { id, status: "declined", reason: "No funds" };
      },
    },
  });
  const id = await confirming(room);

  await room.settle();

  assertEquals((await room.orders.get({ id })).status, "confirmed");
  assertEquals(room.stock.held({ order: id, attempt: 1 }).length, 1);
});

test("a payment id that the gateway has forgotten is parked at once", async () => {
  let calls = 0;
  const complete = () => ++calls === 1 ? unavailable() : Promise.reject(new Error("asked again"));
  const room = ordersRoom({ payments: { complete, lookup: () => Promise.resolve(undefined) } });
  const id = await confirming(room);

  await retried(room, 3);

  const { items } = await deadLetters(room.machinery).list({ limit: 10 });
  assertEquals(items.map(({ error }) => error?.code), ["payments/unknown"]);
  assertEquals((await room.orders.get({ id })).status, "confirming");
});

test("what follows has the correlation of the request, and its cause", async () => {
  const room = ordersRoom();
  const id = await placed(room);
  await room.orders.confirm({ id, paymentMethod: "visa" }, { metadata: { correlationId: "r-1" } });

  await room.settle();

  const events = (await room.events()).slice(-3);
  assertEquals(events.map(({ metadata }) => metadata.correlationId), ["r-1", "r-1", "r-1"]);
  assertEquals(events.at(-1)?.metadata.causationId, events[0]?.id);
});

test("a failing notice changes neither the order nor the payment", async () => {
  const room = ordersRoom({ sendEmail: () => Promise.reject(new Error("no mail today")) });
  const id = await confirmed(room);

  await retried(room, 20);

  assertEquals((await room.orders.get({ id })).status, "confirmed");
  assertEquals(room.payments.charges.length, 1);
});

/** Moves on to the next attempts, as often as told. */
async function retried(room: OrdersRoom, times = 4): Promise<void> {
  for (let n = 0; n < times; n++) {
    await room.settle();
    room.clock.advance(600_000);
  }
  await room.settle();
}

function unavailable(): Promise<never> {
  return Promise.reject(new PaymentUnavailable("do it", "the line is bad"));
}

/** Notes what is asked, and what is stored of the order then. */
function recording(asked: string[], room: () => OrdersRoom): PaymentGateway {
  const call = <Question, Answer>(
    name: string,
    answer: (gateway: PaymentGateway, question: Question, signal: AbortSignal) => Promise<Answer>,
  ) =>
  async (question: Question, signal: AbortSignal) => {
    const order = await room().orders.get({ id: "order-1" });
    const payment = "paymentId" in order ? ` ${order.paymentId}` : "";
    asked.push(`${name}, ${order.status}${payment}`);
    return await answer(gatewayOf(room().payments), question, signal);
  };
  return {
    begin: call("begin", ({ begin }, question, signal) => begin(question, signal)),
    complete: call("complete", ({ complete }, question, signal) => complete(question, signal)),
    lookup: call("lookup", ({ lookup }, question, signal) => lookup(question, signal)),
    cancel: call("cancel", ({ cancel }, question, signal) => cancel(question, signal)),
    refund: call("refund", ({ refund }, question, signal) => refund(question, signal)),
  };
}
