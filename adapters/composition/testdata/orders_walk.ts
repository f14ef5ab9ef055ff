/** The main path of orders, and what they ask of every port on it, whatever stands behind the ports. */

import { assertEquals, assertRejects } from "@std/assert";
import { drain } from "../../../application/events/drain.ts";
import { type Order } from "../../../domain/orders/order.ts";
import { totalOf } from "../../../domain/orders/order_item.ts";
import type { OrdersPlace } from "./orders_place.ts";

export interface WalkStep {
  readonly does: string;
  readonly run: (place: OrdersPlace) => Promise<void>;
}

export const ordersWalk: readonly WalkStep[] = [
  { does: "an order is placed, filled, confirmed, shipped and delivered", run: isDelivered },
  { does: "what is asked of an order is asked in its order", run: isRefused },
  { does: "the price paid is the price shown when added", run: keepsPrices },
  { does: "a declined order is pending, charged nothing and holds nothing", run: isDeclined },
  { does: "an order without stock is pending and charged nothing", run: isOutOfStock },
  { does: "a cancelled order gets its money back, and its stock is free", run: isCancelled },
  { does: "thirty confirmations of the last ten units: ten are confirmed", run: neverOversells },
];

type Lines = Readonly<Record<string, number>>;

async function isDelivered(place: OrdersPlace): Promise<void> {
  const { application: { orders }, kept, notices } = place;
  const before = await unitsOf(place, "prod2");
  const id = await placed(place, { prod1: 1, prod2: 2, prod3: 1 });
  await orders.removeItem({ id, productId: "prod3" });
  await orders.confirm({ id, paymentMethod: "pm_card_visa" });
  await settled(place);

  const confirmed = await orders.get({ id });
  const total = totalOf(confirmed).amount;
  assertEquals([confirmed.status, confirmed.items.length], ["confirmed", 2]);
  assertEquals([await kept(id), await notices(id)], [total, ["confirmed"]]);
  assertEquals(await unitsOf(place, "prod2"), before - 2);

  await orders.ship({ id });
  await orders.deliver({ id });
  assertEquals((await orders.get({ id })).status, "delivered");
  await assertRejects(() => orders.cancel({ id }), Error, "Cannot cancel shipped or delivered");
  const { items } = await orders.find({ customerId: "customer123", limit: 10 });
  assertEquals(items.some((order) => order.id === id), true);
}

async function isRefused({ application: { orders } }: OrdersPlace): Promise<void> {
  const { id } = await orders.place({ customerId: "customer456" });
  const add = (id: string, productId: string, quantity: number) => () =>
    orders.addItem({ id, productId, quantity });

  await assertRejects(add("nobody", "nothing", 1), Error, "Order not found");
  await assertRejects(add(id, "nothing", 1), Error, "Product not found");
  await assertRejects(add(id, "prod1", 1000), Error, "Product not available in requested quantity");
  const confirm = () => orders.confirm({ id, paymentMethod: "pm_card_visa" });
  await assertRejects(confirm, Error, "Cannot confirm empty order");
}

async function keepsPrices(place: OrdersPlace): Promise<void> {
  const { application: { orders }, catalog, kept } = place;
  const id = await placed(place, { prod3: 1 });
  const shown = totalOf(await orders.get({ id })).amount;

  await catalog.reprice({ id: "prod3", basePrice: { amount: 1_00, currency: "USD" } });
  await orders.addItem({ id, productId: "prod3", quantity: 2 });
  await orders.confirm({ id, paymentMethod: "pm_card_visa" });
  await settled(place);

  assertEquals(await kept(id), 3 * shown);
}

async function isDeclined(place: OrdersPlace): Promise<void> {
  const { application: { orders }, kept, notices } = place;
  const before = await unitsOf(place, "prod2");
  const id = await placed(place, { prod2: 3 });
  await orders.confirm({ id, paymentMethod: "pm_card_chargeDeclined" });
  await settled(place);

  assertEquals(failureOf(await orders.get({ id })), "declined");
  assertEquals([await kept(id), await unitsOf(place, "prod2")], [0, before]);
  assertEquals(await notices(id), []);

  await orders.confirm({ id, paymentMethod: "pm_card_visa" });
  await settled(place);
  const confirmed = await orders.get({ id });
  assertEquals([confirmed.status, await kept(id)], ["confirmed", totalOf(confirmed).amount]);
}

async function isOutOfStock(place: OrdersPlace): Promise<void> {
  const { application: { orders }, catalog, kept } = place;
  const before = await unitsOf(place, "prod2");
  const id = await placed(place, { prod2: 1, prod3: 1 });
  await catalog.setStock({ id: "prod3", stock: 0 });
  await orders.confirm({ id, paymentMethod: "pm_card_visa" });
  await settled(place);

  assertEquals(failureOf(await orders.get({ id })), "out-of-stock");
  assertEquals([await kept(id), await unitsOf(place, "prod2")], [0, before]);
}

async function isCancelled(place: OrdersPlace): Promise<void> {
  const { application: { orders }, kept, notices } = place;
  const before = await unitsOf(place, "prod2");
  const id = await placed(place, { prod2: 3 });
  await orders.confirm({ id, paymentMethod: "pm_card_visa" });
  await settled(place);
  await orders.cancel({ id });
  await orders.cancel({ id });
  await settled(place);

  assertEquals((await orders.get({ id })).status, "cancelled");
  assertEquals([await kept(id), await unitsOf(place, "prod2")], [0, before]);
  assertEquals((await notices(id)).toSorted(), ["cancelled", "confirmed"]);
}

async function neverOversells(place: OrdersPlace): Promise<void> {
  const { application: { orders }, catalog, kept } = place;
  await catalog.setStock({ id: "prod1", stock: 10 });
  const ids = await Promise.all(Array.from({ length: 30 }, () => placed(place, { prod1: 1 })));
  await Promise.all(ids.map((id) => orders.confirm({ id, paymentMethod: "pm_card_visa" })));
  await settled(place);

  const all = await Promise.all(ids.map((id) => orders.get({ id })));
  const paid = await Promise.all(ids.map(async (id) => await kept(id) > 0));
  assertEquals(paid, all.map(({ status }) => status === "confirmed"));
  assertEquals(all.filter(({ status }) => status === "confirmed").length, 10);
  assertEquals(all.filter((order) => failureOf(order) === "out-of-stock").length, 20);
  assertEquals(await unitsOf(place, "prod1"), 0);
}

async function placed({ application: { orders } }: OrdersPlace, lines: Lines): Promise<string> {
  const { id } = await orders.place({ customerId: "customer123" });
  for (const [productId, quantity] of Object.entries(lines)) {
    await orders.addItem({ id, productId, quantity });
  }
  return id;
}

async function settled({ application: { ports, subscriptions } }: OrdersPlace): Promise<void> {
  await drain(ports, subscriptions);
}

async function unitsOf({ catalog }: OrdersPlace, id: string): Promise<number> {
  return (await catalog.get({ id })).stock;
}

function failureOf(order: Order): string | undefined {
  return order.status === "pending" ? order.lastPayment?.status : undefined;
}
