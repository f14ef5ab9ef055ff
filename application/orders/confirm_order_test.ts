import { assertEquals, assertRejects } from "@std/assert";
import { test } from "@std/testing/bdd";
import { InvalidInput } from "../../domain/kernel/errors.ts";
import { OrderEmpty, OrderNotPending } from "../../domain/orders/errors.ts";
import { PaymentUnavailable } from "./payment_errors.ts";
import {
  confirmed,
  confirming,
  gatewayOf,
  type OrdersRoom,
  ordersRoom,
  placed,
  retried,
} from "./testdata/orders_room.ts";

test("confirmOrder commits that an attempt has begun, and nothing else", async () => {
  const room = ordersRoom();
  const id = await placed(room);
  const before = room.commits.length;

  const order = await room.orders.confirm({ id, paymentMethod: "visa" });

  assertEquals([order.status, order.attempt], ["confirming", 1]);
  assertEquals(room.commits.length, before + 1);
  assertEquals([room.payments.entries.size, room.stock.reservations.size], [0, 0]);
});

test("[H-1] a confirmation that is refused charges nothing", async () => {
  const room = ordersRoom();
  const empty = await placed(room, {});
  const cancelled = await placed(room);
  await room.orders.cancel({ id: cancelled });
  const twice = await confirmed(room);
  const sent = await confirmed(room);
  await room.orders.ship({ id: sent });
  const confirm = (id: string) => () => room.orders.confirm({ id, paymentMethod: "visa" });

  await assertRejects(confirm(empty), OrderEmpty, "Cannot confirm empty order");
  await assertRejects(confirm(cancelled), OrderNotPending, "Order is not in pending status");
  await assertRejects(confirm(twice), OrderNotPending);
  await assertRejects(confirm(sent), OrderNotPending);
  await room.settle();

  assertEquals(room.payments.charges.map(({ order }) => order), [twice, sent]);
  assertEquals(room.payments.entries.size, 2);
});

test("confirmOrder refuses a blank payment method", async () => {
  const room = ordersRoom();
  const id = await placed(room);

  const confirm = () => room.orders.confirm({ id, paymentMethod: " " });

  assertEquals((await assertRejects(confirm, InvalidInput)).issues[0]?.path, "paymentMethod");
});

test("[H-2] confirming a confirming order joins its attempt, however many do", async () => {
  const room = ordersRoom();
  const id = await placed(room);
  const confirm = () => room.orders.confirm({ id, paymentMethod: "visa" });

  const answers = await Promise.all(Array.from({ length: 20 }, confirm));
  await room.settle();

  assertEquals(new Set(answers.map(({ attempt }) => attempt)), new Set([1]));
  assertEquals(room.payments.charges.length, 1);
});

test("[H-2] a confirmation that is repeated takes no more money, neither in doubt nor afterwards", async () => {
  const room: OrdersRoom = ordersRoom({
    payments: {
      complete: async (payment, signal) => {
        await gatewayOf(room.payments).complete(payment, signal);
        throw new PaymentUnavailable("complete it", "the answer got lost");
      },
    },
  });
  const id = await placed(room);
  const confirm = () => room.orders.confirm({ id, paymentMethod: "visa" });
  const first = await confirm();
  await room.settle();
  assertEquals((await room.orders.get({ id })).status, "confirming");

  const second = await confirm();
  await retried(room);
  assertEquals((await room.orders.get({ id })).status, "confirmed");
  await assertRejects(confirm, OrderNotPending);
  await retried(room);

  assertEquals([first.attempt, second.attempt], [1, 1]);
  assertEquals([room.payments.charges.length, room.payments.kept(id)], [1, 59_98]);
});

test("awaitSettled answers as soon as the attempt is settled", async () => {
  const room = ordersRoom();
  const id = await confirming(room);
  const waiting = room.orders.awaitSettled({ id });

  await room.settle();
  room.clock.advance(25);

  assertEquals((await waiting).status, "confirmed");
});

test("awaitSettled answers the order as it is when the time is up, or nobody listens any more", async () => {
  const room = ordersRoom();
  const id = await confirming(room);
  const nobody = new AbortController();
  let answered = 0;
  const late = room.orders.awaitSettled({ id }).finally(() => answered++);
  const left = room.orders.awaitSettled({ id }, nobody.signal);

  nobody.abort();
  assertEquals((await left).status, "confirming");
  for (let ms = 0; ms < 1975; ms += 25) await moved(room, 25);
  assertEquals(answered, 0);
  await moved(room, 25);

  assertEquals((await late).status, "confirming");
});

test("awaitSettled does not wait for an order that nothing happens to", async () => {
  const room = ordersRoom();
  const id = await placed(room);

  assertEquals((await room.orders.awaitSettled({ id })).status, "pending");
});

async function moved(
  { clock, orders }: Pick<ReturnType<typeof ordersRoom>, "clock" | "orders">,
  ms: number,
): Promise<void> {
  clock.advance(ms);
  await orders.find({ limit: 1 });
  await orders.find({ limit: 1 });
}
