import { assertEquals, assertInstanceOf } from "@std/assert";
import { test } from "@std/testing/bdd";
import { ConfirmationRefused } from "../../domain/orders/errors.ts";
import { PaymentRefused } from "./payment_errors.ts";
import {
  confirming,
  gatewayOf,
  type OrdersRoom,
  ordersRoom,
  placed,
  recording,
  retried,
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

test("[H-7] a declined order is pending again with the reason, and its stock, put aside first, is free", async () => {
  const available: (number | undefined)[] = [];
  const room: OrdersRoom = ordersRoom({
    payments: {
      complete: (payment, signal) => {
        available.push(room.stock.find("prod2")?.available);
        return gatewayOf(room.payments).complete(payment, signal);
      },
    },
  });
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
  available.push(room.stock.find("prod2")?.available);
  assertEquals([room.payments.kept(id), available], [0, [48, 50]]);
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

test("[H-12] a payment that the gateway never takes leaves the order pending, and no raw words", async () => {
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

test("what follows has the correlation of the request, and its cause", async () => {
  const room = ordersRoom();
  const id = await placed(room);
  await room.orders.confirm({ id, paymentMethod: "visa" }, { metadata: { correlationId: "r-1" } });

  await room.settle();

  const events = (await room.events()).slice(-3);
  assertEquals(events.map(({ metadata }) => metadata.correlationId), ["r-1", "r-1", "r-1"]);
  assertEquals(events.at(-1)?.metadata.causationId, events[0]?.id);
});

test("a notice that fails changes neither the answer nor the payment", async () => {
  const room = ordersRoom({ sendEmail: () => Promise.reject(new Error("no mail today")) });
  const id = await confirming(room);

  await room.settle();
  const answer = await room.orders.awaitSettled({ id });
  await retried(room, 20);

  assertEquals([answer.status, (await room.orders.get({ id })).status], ["confirmed", "confirmed"]);
  assertEquals([room.payments.charges.length, room.payments.refunds.length], [1, 0]);
  assertEquals(room.stock.find("prod2")?.available, 48);
});
