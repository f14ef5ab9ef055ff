import { assert, assertEquals } from "@std/assert";
import { test } from "@std/testing/bdd";
import { roomWhereHangs, roomWhereNoAnswerComes } from "./testdata/hanging_calls.ts";
import { gatewayOf, type OrdersRoom, ordersRoom, placed } from "./testdata/orders_room.ts";
import { inNoTime, inTime, running } from "./testdata/turns.ts";

test("[H-15] a gateway that hangs blocks nobody else", async () => {
  const room = roomWhereNoAnswerComes((payment) => payment === "pay_order-1_1");
  const [hanging = "", ...others] = await placedMany(room, 401);
  await using _ = running(room);

  for (const id of [hanging, ...others]) await room.orders.confirm({ id, paymentMethod: "visa" });
  await room.orders.cancel({ id: hanging });

  // The clock stands still, so nothing is waited for.
  await inNoTime(() => are("confirmed", room, others));
  assert(await are("cancelling", room, [hanging]));
  await inTime(room, () => are("cancelled", room, [hanging]));
  assertEquals(room.payments.charges.length, 400);
  assertEquals(room.stock.find("prod2")?.available, UNITS - 400);
});

test("a gateway that hangs for many orders holds up no other", async () => {
  const hanging = new Set<string>();
  const room = roomWhereNoAnswerComes((payment) => hanging.has(payment));
  const ids = await placedMany(room, 450);
  for (const id of ids.slice(0, 48)) hanging.add(`pay_${id}_1`);
  await using _ = running(room);

  for (const id of ids) await room.orders.confirm({ id, paymentMethod: "visa" });

  await inNoTime(() => are("confirmed", room, ids.slice(48)));
  assert(await are("confirming", room, ids.slice(0, 48)));
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
  await using _ = running(room);
  await inNoTime(() => Promise.resolve(room.payments.charges.length === 1));
  hangs = false;

  await inTime(room, () => are("confirmed", room, [id]));

  assertEquals(room.payments.charges.length, 1);
});

const outsideCalls = [
  ["reserveStock", 5_000],
  ["releaseStock", 5_000],
  ["begin", 5_000],
  ["complete", 5_000],
  ["lookup", 5_000],
  ["cancel", 5_000],
  ["refund", 5_000],
  ["sendEmail", 60_000],
] as const;

for (const [call, timeout] of outsideCalls) {
  test(`[H-15] every outside call has a time-out: ${call} is given up, and asked again`, async () => {
    const { room, givenUpAfter } = roomWhereHangs(call);
    const ids = await placedMany(room, 2);
    await using _ = running(room);

    for (const id of ids) await room.orders.confirm({ id, paymentMethod: "visa" });
    await inTime(room, () => are("confirmed", room, ids.slice(0, 1)));
    for (const id of ids) await room.orders.cancel({ id });
    await inTime(room, () => are("cancelled", room, ids));

    await inTime(room, () => Promise.resolve(room.mails.length === 3));
    assertEquals(givenUpAfter, [timeout]);
    assertEquals(ids.map((id) => room.payments.kept(id)), [0, 0]);
    assertEquals(room.stock.find("prod2")?.available, UNITS);
  });
}

const UNITS = 1000;

/** Places orders of one unit each, of which there are enough. */
async function placedMany(room: OrdersRoom, count: number): Promise<readonly string[]> {
  const mouse = room.stock.find("prod2");
  assert(mouse !== undefined);
  room.stock.products.set("prod2", { ...mouse, available: UNITS });
  const ids: string[] = [];
  while (ids.length < count) ids.push(await placed(room, { prod2: 1 }));
  return ids;
}

async function are(status: string, { orders }: OrdersRoom, ids: readonly string[]) {
  const found = await Promise.all(ids.map((id) => orders.get({ id })));
  return found.every((order) => order.status === status);
}
