import { assertEquals, assertRejects } from "@std/assert";
import { test } from "@std/testing/bdd";
import { OrderNotCancellable, OrderNotReady } from "../../domain/orders/errors.ts";
import { deadLetters } from "../events/dead_letters.ts";
import { PaymentUnavailable } from "./payment_errors.ts";
import {
  confirmed,
  confirming,
  gatewayOf,
  type OrdersRoom,
  ordersRoom,
  placed,
} from "./testdata/orders_room.ts";

test("a pending order is cancelled at once, with one notice and nothing asked of the gateway", async () => {
  const room = ordersRoom();
  const id = await placed(room);

  assertEquals((await room.orders.cancel({ id })).status, "cancelled");
  await room.settle();

  assertEquals(room.payments.entries.size, 0);
  assertEquals(room.mails.map(({ subject }) => subject), ["Order order-1 is cancelled"]);
});

test("[H-4] [H-7] a confirmed order is refunded by its payment id, its stock is free, and the customer told", async () => {
  const asked: string[] = [];
  const room: OrdersRoom = ordersRoom({
    payments: {
      refund: (payment, signal) => {
        asked.push(payment.id);
        return gatewayOf(room.payments).refund(payment, signal);
      },
    },
  });
  const id = await confirmed(room);
  const before = await room.orders.get({ id });
  assertEquals(before.status === "confirmed" && before.paymentId, `pay_${id}_1`);
  assertEquals(room.stock.find("prod2")?.available, 48);

  const cancelling = await room.orders.cancel({ id });
  assertEquals(cancelling.status === "cancelling" && cancelling.paymentId, `pay_${id}_1`);
  await room.settle();

  const order = await room.orders.get({ id });
  assertEquals(order.status === "cancelled" && order.refund, {
    paymentId: `pay_${id}_1`,
    id: `re_pay_${id}_1`,
    status: "refunded",
  });
  assertEquals(asked, [`pay_${id}_1`]);
  assertEquals(room.payments.refunds, [{ order: id, amount: 59_98 }]);
  assertEquals(room.stock.find("prod2")?.available, 50);
  assertEquals(room.mails.map(({ subject }) => subject), [
    "Order order-1 is confirmed",
    "Order order-1 is cancelled",
  ]);
});

test("[H-5] cancelling twice is one notice and one refund", async () => {
  const room = ordersRoom();
  const id = await confirmed(room);
  await Promise.all([1, 2, 3].map(() => room.orders.cancel({ id })));
  await room.settle();

  const again = await room.orders.cancel({ id });
  await room.settle();

  assertEquals(again.status, "cancelled");
  assertEquals(room.payments.refunds.length, 1);
  assertEquals(room.mails.filter(({ subject }) => subject.endsWith("cancelled")).length, 1);
});

test("an order that is cancelled before its payment was begun is never charged", async () => {
  const room = ordersRoom();
  const id = await confirming(room);
  await room.orders.cancel({ id });

  await room.settle();

  assertEquals((await room.orders.get({ id })).status, "cancelled");
  assertEquals(room.payments.entries.size, 0);
  room.stock.reserve({ order: id, attempt: 1, lines: [{ productId: "prod2", quantity: 2 }] });
  assertEquals(room.stock.find("prod2")?.available, 50);
});

test("money that is taken while its order is being cancelled goes back", async () => {
  const room: OrdersRoom = ordersRoom({
    payments: {
      complete: async (payment) => {
        await room.orders.cancel({ id: "order-1" });
        return room.payments.complete(payment);
      },
    },
  });
  const id = await confirming(room);

  await room.settle();

  const order = await room.orders.get({ id });
  assertEquals(order.status === "cancelled" && order.refund?.paymentId, `pay_${id}_1`);
  assertEquals([room.payments.charges.length, room.payments.kept(id)], [1, 0]);
  assertEquals(room.mails.map(({ subject }) => subject), ["Order order-1 is cancelled"]);
});

test("a payment that stands at its beginning is ended before the order is cancelled", async () => {
  const complete = () => Promise.reject(new PaymentUnavailable("complete it", "the line is bad"));
  const room = ordersRoom({ payments: { complete } });
  const id = await confirming(room);
  await room.settle();

  await room.orders.cancel({ id });
  room.clock.advance(600_000);
  await room.settle();

  assertEquals((await room.orders.get({ id })).status, "cancelled");
  assertEquals(room.payments.lookup({ order: id, attempt: 1 })?.status, "cancelled");
  assertEquals(room.payments.complete({ id: `pay_${id}_1`, method: "visa" }).status, "cancelled");
});

test("[H-4] a refund that is refused is seen on the order, tried again, and parked; redriven it is done", async () => {
  const room = ordersRoom();
  const id = await confirmed(room);
  room.payments.refusesRefunds = true;
  await room.orders.cancel({ id });

  for (let n = 0; n < 15; n++) {
    await room.settle();
    room.clock.advance(600_000);
  }

  const refused = await room.orders.get({ id });
  assertEquals(
    refused.status === "cancelling" && refused.refundRefused,
    "Refund processing failed: Not today",
  );
  assertEquals(room.stock.find("prod2")?.available, 48);
  const letters = deadLetters(room.machinery);
  const [letter] = (await letters.list({ limit: 10 })).items;
  assertEquals([letter?.attempts, letter?.error?.code], [12, "orders/refund-failed"]);
  assertEquals((await room.eventTypes()).filter((type) => type === "RefundRefused").length, 1);

  room.payments.refusesRefunds = false;
  await letters.redrive(letter?.id ?? "", "Olga");
  await room.settle();
  assertEquals((await room.orders.get({ id })).status, "cancelled");
  assertEquals(room.payments.refunds.length, 1);
});

test("money that somebody else gave back is not given back again", async () => {
  const refund = () => Promise.resolve({ status: "refused", reason: "It went back" } as const);
  const room = ordersRoom({ payments: { refund } });
  const id = await confirmed(room);
  room.payments.refund({ id: `pay_${id}_1` });

  await room.orders.cancel({ id });
  await room.settle();

  const order = await room.orders.get({ id });
  assertEquals(order.status === "cancelled" && order.refund, {
    paymentId: `pay_${id}_1`,
    status: "refunded",
  });
});

test("an order whose payment id the gateway has forgotten is not cancelled, and parked", async () => {
  let forgets = false;
  const room: OrdersRoom = ordersRoom({
    payments: {
      lookup: (payment) => Promise.resolve(forgets ? undefined : room.payments.lookup(payment)),
    },
  });
  const id = await confirmed(room);
  forgets = true;

  await room.orders.cancel({ id });
  await room.settle();

  assertEquals((await room.orders.get({ id })).status, "cancelling");
  assertEquals(room.stock.find("prod2")?.available, 48);
  const { items: [letter] } = await deadLetters(room.machinery).list({ limit: 10 });
  assertEquals(letter?.error?.code, "payments/unknown");
});

test("a cancellation makes a parked attempt give way", async () => {
  let bad = true;
  const room: OrdersRoom = ordersRoom({
    payments: {
      complete: (payment) =>
        bad
          ? Promise.reject(new PaymentUnavailable("complete it", "the line is bad"))
          : Promise.resolve(room.payments.complete(payment)),
    },
  });
  const id = await confirming(room);
  for (let n = 0; n < 15; n++) {
    await room.settle();
    room.clock.advance(600_000);
  }
  assertEquals((await deadLetters(room.machinery).list({ limit: 10 })).items.length, 1);

  bad = false;
  await room.orders.cancel({ id });
  await room.settle();

  assertEquals((await room.orders.get({ id })).status, "cancelled");
  assertEquals(room.payments.charges, []);
  assertEquals((await deadLetters(room.machinery).list({ limit: 10 })).items, []);
});

test("an order is shipped once it is confirmed, delivered once it is shipped, and then not cancelled", async () => {
  const room = ordersRoom();
  const id = await confirming(room);
  await assertRejects(() => room.orders.ship({ id }), OrderNotReady);
  await room.settle();

  assertEquals((await room.orders.ship({ id })).status, "shipped");
  await assertRejects(() => room.orders.ship({ id }), OrderNotReady);
  await assertRejects(() => room.orders.cancel({ id }), OrderNotCancellable);
  assertEquals((await room.orders.deliver({ id })).status, "delivered");

  await assertRejects(
    () => room.orders.cancel({ id }),
    OrderNotCancellable,
    "Cannot cancel shipped or delivered order",
  );
  assertEquals(room.payments.kept(id), 59_98);
});

test("an order whose payment is processing is cancelled once that has come to an end", async () => {
  const room = ordersRoom();
  const id = await confirming(room, "process");
  await room.settle();
  await room.orders.cancel({ id });
  room.clock.advance(600_000);
  await room.settle();
  assertEquals((await room.orders.get({ id })).status, "cancelling");
  assertEquals(room.stock.find("prod2")?.available, 48);

  room.payments.finish();
  room.clock.advance(600_000);
  await room.settle();

  assertEquals((await room.orders.get({ id })).status, "cancelled");
  assertEquals([room.payments.refunds.length, room.payments.kept(id)], [1, 0]);
  assertEquals(room.stock.find("prod2")?.available, 50);
});
