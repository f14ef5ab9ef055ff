import { assertEquals, assertRejects } from "@std/assert";
import { test } from "@std/testing/bdd";
import { InvalidInput } from "../../domain/kernel/errors.ts";
import { StaleVersion } from "../../domain/kernel/stale_version.ts";
import { OrderNotFound } from "../../domain/orders/errors.ts";
import { totalOf } from "../../domain/orders/order_item.ts";
import { CommandIdReused } from "../store/idempotency.ts";
import { ordersRoom, placed } from "./testdata/orders_room.ts";

test("placeOrder answers a pending order, and leaves its event in the order's own stream", async () => {
  const { orders, events, commits } = ordersRoom();

  const order = await orders.place({ customerId: " customer123 " });

  assertEquals<unknown>(order, {
    id: "order-1",
    customerId: "customer123",
    items: [],
    placedAt: "2026-01-01T00:00:00.000Z",
    attempt: 0,
    status: "pending",
    version: 1,
    position: 1,
  });
  assertEquals((await events()).map(({ type, stream }) => [type, stream]), [
    ["OrderPlaced", "order/order-1"],
  ]);
  assertEquals(commits.length, 1);
});

test("[H-12] placeOrder refuses a blank customer", async () => {
  const { orders, commits } = ordersRoom();

  for (const customerId of ["", "  ", "\u200b"]) {
    const error = await assertRejects(() => orders.place({ customerId }), InvalidInput);
    assertEquals(error.issues.map(({ path }) => path), ["customerId"]);
  }
  assertEquals(commits, []);
});

test("[H-13] fifty concurrent additions to one order are all there", async () => {
  const room = ordersRoom();
  const id = await placed(room, {});

  await Promise.all(
    Array.from({ length: 50 }, () => room.orders.addItem({ id, productId: "prod2", quantity: 1 })),
  );

  const { items } = await room.orders.get({ id });
  assertEquals(items.map(({ quantity }) => quantity), [50]);
  assertEquals((await room.eventTypes()).length, 51);
});

test("a command id has one effect and one answer, also when the order has moved on", async () => {
  const room = ordersRoom();
  const id = await placed(room);
  const command = { id, productId: "prod1", quantity: 1 };
  const first = await room.orders.addItem(command, { commandId: "c-1" });
  await room.orders.confirm({ id, paymentMethod: "visa" });

  assertEquals(await room.orders.addItem(command, { commandId: "c-1" }), first);
  const other = () => room.orders.addItem({ ...command, quantity: 2 }, { commandId: "c-1" });
  await assertRejects(other, CommandIdReused);
});

test("every change refuses an order that is not there, and a version that has passed", async () => {
  const room = ordersRoom();
  const id = await placed(room);
  const { orders } = room;
  const changes = (id: string, expectedVersion?: number) => [
    () => orders.addItem({ id, expectedVersion, productId: "prod1", quantity: 1 }),
    () => orders.removeItem({ id, expectedVersion, productId: "prod2" }),
    () => orders.confirm({ id, expectedVersion, paymentMethod: "visa" }),
    () => orders.cancel({ id, expectedVersion }),
    () => orders.ship({ id, expectedVersion }),
    () => orders.deliver({ id, expectedVersion }),
    () => orders.acceptPayment({ id, expectedVersion, operator: "Olga" }),
    () => orders.abandonPayment({ id, expectedVersion, operator: "Olga" }),
  ];

  for (const change of changes("nobody's")) await assertRejects(change, OrderNotFound);
  for (const change of changes("\u0000")) await assertRejects(change, OrderNotFound);
  for (const change of changes(id, 1)) await assertRejects(change, StaleVersion);
  await assertRejects(() => orders.get({ id: "" }), OrderNotFound);
});

test("[H-13] changes of different kinds at the same time lose nothing", async () => {
  const room = ordersRoom();
  const id = await placed(room);

  const results = await Promise.allSettled([
    room.orders.addItem({ id, productId: "prod1", quantity: 1 }),
    room.orders.confirm({ id, paymentMethod: "visa" }),
    room.orders.addItem({ id, productId: "prod3", quantity: 1 }),
  ]);

  const { items } = await room.orders.get({ id });
  const added = results.filter(({ status }, index) => index !== 1 && status === "fulfilled");
  assertEquals(items.length, 1 + added.length);
  await room.settle();
  assertEquals(room.payments.kept(id), totalOf(await room.orders.get({ id })).amount);
});

test("findOrders lists those of a customer in the order of placing, page by page", async () => {
  const { orders, clock } = ordersRoom();
  const place = async (customerId: string) => {
    clock.advance(1000);
    return (await orders.place({ customerId })).id as string;
  };
  const first = await place("ada");
  await place("ad");
  await place("ada\u00e4");
  const second = await place("ada");

  const page = await orders.find({ customerId: " ada ", limit: 1 });
  const rest = await orders.find({ customerId: "ada", limit: 5, after: page.next });

  assertEquals([...page.items, ...rest.items].map(({ id }) => id as string), [first, second]);
  assertEquals((await orders.find({ limit: 10 })).items.length, 4);
  assertEquals((await orders.find({ customerId: "nobody", limit: 10 })).items, []);
  await assertRejects(() => orders.find({ customerId: " ", limit: 10 }), InvalidInput);
});
