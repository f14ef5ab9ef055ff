import { assertEquals, assertRejects } from "@std/assert";
import { test } from "@std/testing/bdd";
import { InvalidInput } from "../../domain/kernel/errors.ts";
import { OrderNotFound, PaymentNotInDoubt } from "../../domain/orders/errors.ts";
import { deadLetters } from "../events/dead_letters.ts";
import { PaymentUnavailable } from "./payment_errors.ts";
import {
  confirmed,
  confirming,
  gatewayOf,
  type OrdersRoom,
  ordersRoom,
} from "./testdata/orders_room.ts";

const operator = "Olga";

test("acceptPayment confirms an order whose payment is unknown, and lets the parked attempt end", async () => {
  const { room, id } = await parked();

  const order = await room.orders.acceptPayment({ id, operator });
  await room.settle();

  assertEquals([order.status, "paymentId" in order && order.paymentId], [
    "confirmed",
    `pay_${id}_1`,
  ]);
  assertEquals((await letters(room)).length, 0);
  const event = (await room.events()).find(({ type }) => type === "OrderConfirmed");
  assertEquals(Object(event?.data).acceptedBy, operator);
  assertEquals(room.mails.map(({ subject }) => subject), ["Order order-1 is confirmed"]);
});

test("abandonPayment makes the order pending, ends its payment, and frees its stock", async () => {
  const { room, id, line } = await parked();

  const order = await room.orders.abandonPayment({ id, operator });
  line.isBad = false;
  await room.settle();

  assertEquals(order.status === "pending" && order.lastPayment?.status, "abandoned");
  assertEquals(room.payments.lookup({ order: id, attempt: 1 })?.status, "cancelled");
  assertEquals(room.stock.find("prod2")?.available, 50);
  assertEquals((await letters(room)).length, 0);
});

test("an abandoned order can be confirmed again while the gateway says nothing of the first attempt", async () => {
  const { room, id, line } = await parked();
  await room.orders.abandonPayment({ id, operator });
  await room.settle();

  line.isBad = false;
  line.isBadFor = `pay_${id}_1`;
  await room.orders.confirm({ id, paymentMethod: "visa" });
  await room.settle();

  assertEquals((await room.orders.get({ id })).status, "confirmed");
  assertEquals(room.payments.kept(id), 59_98);
});

test("money that was taken for an abandoned payment goes back", async () => {
  const { room, id, line } = await parked();
  room.payments.complete({ id: `pay_${id}_1`, method: "visa" });
  assertEquals(room.payments.kept(id), 59_98);

  await room.orders.abandonPayment({ id, operator });
  line.isBad = false;
  await room.settle();

  assertEquals(room.payments.kept(id), 0);
  assertEquals((await room.orders.get({ id })).status, "pending");
});

test("money of an abandoned payment that the gateway keeps is asked for again, and seen", async () => {
  const { room, id, line } = await parked();
  room.payments.complete({ id: `pay_${id}_1`, method: "visa" });
  room.payments.refusesRefunds = true;
  line.isBad = false;
  await room.orders.abandonPayment({ id, operator });

  for (let n = 0; n < 15; n++) {
    await room.settle();
    room.clock.advance(600_000);
  }

  const { items: [letter] } = await deadLetters(room.machinery).list({ limit: 10 });
  assertEquals([letter?.subscription, letter?.error?.code], [
    "abandoned-payments",
    "orders/refund-failed",
  ]);
  room.payments.refusesRefunds = false;
  await deadLetters(room.machinery).redrive(letter?.id ?? "", operator);
  await room.settle();
  assertEquals(room.payments.kept(id), 0);
});

test("abandoning the payment of an order that is being cancelled cancels it", async () => {
  const { room, id, line } = await parked();
  await room.orders.cancel({ id });

  const order = await room.orders.abandonPayment({ id, operator });
  line.isBad = false;
  await room.settle();

  assertEquals(order.status, "cancelled");
  assertEquals(room.stock.find("prod2")?.available, 50);
  assertEquals(room.payments.lookup({ order: id, attempt: 1 })?.status, "cancelled");
  assertEquals(room.mails.map(({ subject }) => subject), ["Order order-1 is cancelled"]);
});

test("nobody's word is asked for a payment that is not in doubt, nor a word that is nobody's", async () => {
  const room = ordersRoom();
  const [id, fresh] = [await confirmed(room), await confirming(room)];

  await assertRejects(() => room.orders.acceptPayment({ id, operator }), PaymentNotInDoubt);
  await assertRejects(() => room.orders.abandonPayment({ id, operator }), PaymentNotInDoubt);
  await assertRejects(() => room.orders.acceptPayment({ id: fresh, operator }), PaymentNotInDoubt);
  for (const judge of [room.orders.acceptPayment, room.orders.abandonPayment]) {
    await assertRejects(() => judge({ id: fresh, operator: " " }), InvalidInput);
  }
});

test("news of a payment make an order that waits for it go on", async () => {
  const { room, id, line } = await parked();
  line.isBad = false;

  await room.orders.reportPayment({ order: id, attempt: 1 }, inTime());
  assertEquals((await room.orders.get({ id })).status, "confirmed");
  await room.settle();

  assertEquals((await letters(room)).length, 0);
});

test("news are not believed, however often and in whatever order they come", async () => {
  const room = ordersRoom();
  const id = await confirming(room, "decline");
  await room.settle();
  await room.orders.confirm({ id, paymentMethod: "visa" });
  await room.settle();
  const before = await room.orders.get({ id });

  for (const attempt of [2, 1, 2, 3, 0, -1, 1, 1.5]) {
    await room.orders.reportPayment({ order: id, attempt }, inTime());
  }

  assertEquals(await room.orders.get({ id }), before);
  assertEquals(room.payments.kept(id), 59_98);
  assertEquals(room.stock.find("prod2")?.available, 48);
  const unknown = () => room.orders.reportPayment({ order: "nobody's", attempt: 1 }, inTime());
  await assertRejects(unknown, OrderNotFound);
});

test("news of money for an attempt that is over send it back", async () => {
  const room = ordersRoom();
  const id = await confirming(room, "decline");
  await room.settle();
  const payment = { id: `pay_${id}_1`, status: "taken", order: id, amount: 59_98 } as const;
  room.payments.entries.set(payment.id, payment);
  room.payments.charges.push(payment);

  await room.orders.reportPayment({ order: id, attempt: 1 }, inTime());

  assertEquals(room.payments.kept(id), 0);
});

test("news of money for an attempt before the present one send it back, and leave that alone", async () => {
  const room = ordersRoom();
  const id = await confirming(room, "decline");
  await room.settle();
  await room.orders.confirm({ id, paymentMethod: "visa" });
  await room.settle();
  const payment = { id: `pay_${id}_1`, status: "taken", order: id, amount: 1 } as const;
  room.payments.entries.set(payment.id, payment);
  room.payments.charges.push(payment);

  await room.orders.reportPayment({ order: id, attempt: 1 }, inTime());

  assertEquals(room.payments.kept(id), 59_98);
  assertEquals(room.stock.find("prod2")?.available, 48);
});

test("news that cannot be looked into now are to be told again", async () => {
  const { room, id } = await parked();

  const told = () => room.orders.reportPayment({ order: id, attempt: 1 }, inTime());

  await assertRejects(told, PaymentUnavailable);
  assertEquals((await room.orders.get({ id })).status, "confirming");
});

/** An order whose payment was begun, before the line to the gateway went bad for good. */
async function parked() {
  const line = { isBad: true, isBadFor: "" };
  const bad = () => Promise.reject(new PaymentUnavailable("ask", "the line is bad"));
  const room: OrdersRoom = ordersRoom({
    payments: {
      complete: (payment, signal) =>
        line.isBad ? bad() : gatewayOf(room.payments).complete(payment, signal),
      lookup: (payment, signal) =>
        line.isBad || "id" in payment && payment.id === line.isBadFor
          ? bad()
          : gatewayOf(room.payments).lookup(payment, signal),
    },
  });
  const id = await confirming(room);
  for (let n = 0; n < 15; n++) {
    await room.settle();
    room.clock.advance(600_000);
  }
  assertEquals((await letters(room)).length, 1);
  return { room, id, line };
}

async function letters({ machinery }: OrdersRoom) {
  return (await deadLetters(machinery).list({ subscription: "order-fulfilment", limit: 10 })).items;
}

function inTime() {
  return { signal: new AbortController().signal };
}
