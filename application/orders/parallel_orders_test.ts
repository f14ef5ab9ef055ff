import { assertEquals } from "@std/assert";
import { test } from "@std/testing/bdd";
import { ordersRoom, placed } from "./testdata/orders_room.ts";

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
