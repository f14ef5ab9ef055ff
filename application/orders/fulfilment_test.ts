import { assertEquals } from "@std/assert";
import { test } from "@std/testing/bdd";
import { confirming, ordersRoom } from "./testdata/orders_room.ts";

test("orderFulfilment puts the stock aside, takes the money and confirms", async () => {
  const room = ordersRoom();
  const id = await confirming(room);

  await room.settle();

  const order = await room.orders.get({ id });
  assertEquals(order.status, "confirmed");
  assertEquals(room.payments.kept(id), 59_98);
  assertEquals(room.stock.find("prod2")?.available, 48);
  assertEquals(await room.eventTypes(), [
    "OrderPlaced",
    "ItemAdded",
    "ConfirmationStarted",
    "PaymentBegun",
    "OrderConfirmed",
  ]);
  console.log(room.mails);
});
