import { assertEquals } from "@std/assert";
import { test } from "@std/testing/bdd";
import { deadLetters } from "../events/dead_letters.ts";
import { PaymentUnavailable } from "./payment_errors.ts";
import {
  confirming,
  gatewayOf,
  type OrdersRoom,
  ordersRoom,
  recording,
  retried,
} from "./testdata/orders_room.ts";

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

function unavailable(): Promise<never> {
  return Promise.reject(new PaymentUnavailable("do it", "the line is bad"));
}
