import { assert, assertEquals } from "@std/assert";
import { setImmediate } from "node:timers";
import { test } from "@std/testing/bdd";
import { runSubscriptions } from "../events/run_subscriptions.ts";
import { gatewayOf, type OrdersRoom, ordersRoom, placed } from "./testdata/orders_room.ts";

test("[H-7] a hundred confirmations of the last ten units: ten are confirmed, nobody else is charged", async () => {
  const room = ordersRoom();
  const ids = await Promise.all(Array.from({ length: 100 }, () => placed(room, { prod1: 1 })));

  await Promise.all(ids.map((id) => room.orders.confirm({ id, paymentMethod: "visa" })));
  await room.settle();

  const orders = await Promise.all(ids.map((id) => room.orders.get({ id })));
  const confirmed = orders.filter(({ status }) => status === "confirmed");
  const pending = orders.filter((order) =>
    order.status === "pending" && order.lastPayment?.status === "out-of-stock"
  );
  assertEquals([confirmed.length, pending.length], [10, 90]);
  assertEquals(room.stock.find("prod1")?.available, 0);
  const charged = room.payments.charges.map(({ order }) => order).sort();
  assertEquals(charged, confirmed.map(({ id }) => id as string).sort());
  assertEquals(room.payments.entries.size, 10);
});

test("a gateway that hangs for some orders holds up no other", async () => {
  const hanging = new Set<string>();
  const room: OrdersRoom = ordersRoom({
    payments: {
      complete: (payment, signal) =>
        hanging.has(payment.id)
          ? new Promise(() => {})
          : gatewayOf(room.payments).complete(payment, signal),
    },
  });
  const ids = await Promise.all(Array.from({ length: 48 }, () => placed(room, { prod2: 1 })));
  for (const id of ids.slice(0, 16)) hanging.add(`pay_${id}_1`);
  const stop = new AbortController();
  const running = runSubscriptions(room.machinery, room.subscriptions, { signal: stop.signal });

  for (const id of ids) await room.orders.confirm({ id, paymentMethod: "visa" });
  await turns(20);

  // The clock stands still, so nothing was waited for.
  const orders = await Promise.all(ids.map((id) => room.orders.get({ id })));
  const statuses = orders.map(({ status }) => status);
  assert(statuses.slice(0, 16).every((status) => status === "confirming"));
  assertEquals(statuses.slice(16).filter((status) => status !== "confirmed"), []);
  stop.abort();
  await advancing(room, running);
});

test("a call that hangs is given up, asked about, and the order goes on", async () => {
  let hangs = true;
  const room: OrdersRoom = ordersRoom({
    payments: {
      complete: (payment, signal) => {
        const done = gatewayOf(room.payments).complete(payment, signal);
        return hangs ? new Promise(() => {}) : done;
      },
    },
  });
  const id = await placed(room);
  await room.orders.confirm({ id, paymentMethod: "visa" });
  const stop = new AbortController();
  const running = runSubscriptions(room.machinery, room.subscriptions, { signal: stop.signal });
  await turns(5);
  hangs = false;

  for (let n = 0; n < 10; n++) {
    room.clock.advance(2_000);
    await turns(2);
  }

  assertEquals((await room.orders.get({ id })).status, "confirmed");
  assertEquals(room.payments.charges.length, 1);
  stop.abort();
  await advancing(room, running);
});

/** Lets everything happen that needs no time. */
async function turns(count: number): Promise<void> {
  for (let n = 0; n < count; n++) await new Promise((resolve) => setImmediate(resolve));
}

/** Moves the clock until something is over. */
async function advancing({ clock }: OrdersRoom, work: Promise<void>): Promise<void> {
  let isOver = false;
  work.finally(() => isOver = true);
  while (!isOver) {
    clock.advance(1000);
    await turns(1);
  }
}
