import { assertEquals, assertRejects } from "@std/assert";
import { test } from "@std/testing/bdd";
import { InvalidInput } from "../../domain/kernel/errors.ts";
import { StaleVersion } from "../../domain/kernel/stale_version.ts";
import {
  ItemNotFound,
  NoSuchProduct,
  OrderNotFound,
  OrderNotModifiable,
  ProductNotAvailable,
} from "../../domain/orders/errors.ts";
import { totalOf } from "../../domain/orders/order_item.ts";
import { confirmed, ordersRoom, placed } from "./testdata/orders_room.ts";

test("[H-8] [H-11] addItem and removeItem change the lines, one for each product", async () => {
  const room = ordersRoom();
  const id = await placed(room, {});

  await room.orders.addItem({ id, productId: "prod3", quantity: 1 });
  await room.orders.addItem({ id, productId: "prod2", quantity: 1 });
  const added = await room.orders.addItem({ id, productId: "prod3", quantity: 2 });
  assertEquals(added.items.map(({ productId, quantity }) => [productId, quantity]), [
    ["prod3", 3],
    ["prod2", 1],
  ]);
  const removed = await room.orders.removeItem({ id, productId: "prod2" });

  assertEquals(totalOf(removed).amount, 239_97);
  await assertRejects(() => room.orders.removeItem({ id, productId: "prod2" }), ItemNotFound);
});

test("[H-16] what is paid is the price that was shown when the product was added", async () => {
  const room = ordersRoom();
  const id = await placed(room, { prod3: 1 });
  const keyboard = room.stock.find("prod3");
  if (keyboard === undefined) throw new Error("there is no keyboard");
  room.stock.products.set("prod3", { ...keyboard, price: { ...keyboard.price, amount: 1 } });

  const cheap = await placed(room, { prod3: 1 });
  await room.orders.addItem({ id, productId: "prod3", quantity: 2 });
  for (const order of [id, cheap]) await room.orders.confirm({ id: order, paymentMethod: "visa" });
  await room.settle();

  assertEquals(totalOf(await room.orders.get({ id })).amount, 239_97);
  assertEquals([room.payments.kept(id), room.payments.kept(cheap)], [239_97, 1]);
});

test("[H-6] addItem refuses a quantity that is no whole number from 1 on, and commits nothing", async () => {
  const room = ordersRoom();
  const id = await placed(room);
  const before = room.commits.length;

  for (const quantity of [0, -1, 1.5, 1_000_000_001, NaN, Infinity]) {
    const add = () => room.orders.addItem({ id, productId: "prod2", quantity });
    const error = await assertRejects(add, InvalidInput);
    assertEquals(error.issues.map(({ path }) => path), ["quantity"]);
  }

  assertEquals(room.commits.length, before);
});

test("[H-9] nothing is added to an order or removed from it once its confirmation has begun", async () => {
  const room = ordersRoom();
  const id = await placed(room);
  const unchangeable = async () => {
    const add = () => room.orders.addItem({ id, productId: "prod1", quantity: 1 });
    await assertRejects(add, OrderNotModifiable, "Cannot modify non-pending order");
    const remove = () => room.orders.removeItem({ id, productId: "prod2" });
    await assertRejects(remove, OrderNotModifiable);
  };

  await room.orders.confirm({ id, paymentMethod: "visa" });
  await unchangeable();
  await room.settle();
  await unchangeable();

  const order = await room.orders.get({ id });
  assertEquals([order.status, totalOf(order).amount], ["confirmed", 59_98]);
  assertEquals(room.payments.kept(id), 59_98);
});

test("addItem looks at the quantity, the order, its version, its status, the product and the stock", async () => {
  const room = ordersRoom();
  const id = await confirmed(room);
  const other = await placed(room);
  const unavailable = ordersRoom({
    ports: { findProduct: () => Promise.reject(new Error("off")) },
  });
  const add = (command: { id: string; productId?: string; quantity?: number; version?: number }) =>
    room.orders.addItem({
      productId: "none",
      quantity: 99,
      expectedVersion: command.version,
      ...command,
    });

  await assertRejects(() => add({ id: "nobody's", quantity: 0 }), InvalidInput);
  await assertRejects(() => add({ id: "nobody's" }), OrderNotFound, "Order not found");
  await assertRejects(() => add({ id, version: 1 }), StaleVersion);
  await assertRejects(() => add({ id }), OrderNotModifiable, "Cannot modify non-pending order");
  await assertRejects(() => add({ id: other }), NoSuchProduct, "Product not found");
  await assertRejects(() => add({ id: other, productId: "" }), NoSuchProduct);
  await assertRejects(
    () => add({ id: other, productId: "prod1" }),
    ProductNotAvailable,
    "Product not available in requested quantity",
  );
  const command = { id: "nobody's", productId: "prod1", quantity: 1 };
  await assertRejects(() => unavailable.orders.addItem(command), OrderNotFound);
});

test("addItem lets out what the catalogue says, once the order is looked at", async () => {
  const off = new Error("off");
  const room = ordersRoom({ ports: { findProduct: () => Promise.reject(off) } });
  const { id } = await room.orders.place({ customerId: "c" });

  const error = await assertRejects(() =>
    room.orders.addItem({ id, productId: "prod1", quantity: 1 })
  );

  assertEquals(error, off);
});
