import { assertEquals, assertThrows } from "@std/assert";
import { test } from "@std/testing/bdd";
import fc from "fast-check";
import { AmountTooLarge, parseMoney } from "../kernel/money.ts";
import { parseCustomerId } from "./customer_id.ts";
import {
  ItemNotFound,
  NoSuchProduct,
  OrderNotModifiable,
  OtherCurrency,
  ProductNotAvailable,
  TooManyItems,
} from "./errors.ts";
import type { Order, PendingOrder } from "./order.ts";
import { lineTotal, type ProductFacts, totalOf } from "./order_item.ts";
import { parseOrderId } from "./order_id.ts";
import { addItem, place, removeItem } from "./ordering.ts";
import { everyStatus } from "./testdata/sample_orders.ts";

const id = parseOrderId("7");
const customerId = parseCustomerId("customer123");
const empty = place(id, customerId, "2026-01-01T00:00:00.000Z").order;

test("place makes a pending order with nothing in it", () => {
  const { order, events } = place(id, customerId, "2026-01-01T00:00:00.000Z");

  assertEquals(order, {
    id,
    customerId,
    items: [],
    placedAt: "2026-01-01T00:00:00.000Z",
    attempt: 0,
    status: "pending",
  });
  assertEquals(events, [{ type: "OrderPlaced", data: { orderId: id, customerId } }]);
  assertEquals<unknown>(totalOf(order), { amount: 0, currency: "USD" });
});

test("addItem copies name and price", () => {
  const { order, events } = addItem(empty, wanted({ quantity: 3 }));

  const unitPrice = usd(79_99);
  assertEquals(order.items, [{ productId: "p", name: "Keyboard", unitPrice, quantity: 3 }]);
  assertEquals(events, [{
    type: "ItemAdded",
    data: { orderId: id, productId: "p", name: "Keyboard", unitPrice, quantity: 3 },
  }]);
  assertEquals(totalOf(order).amount, 239_97);
});

test("[H-8] [H-16] addItem keeps one line for each product, at its first price and name", () => {
  const { order: once } = addItem(empty, wanted({ quantity: 1 }));

  const dearer = { name: "Keyboard, new", price: usd(99_99) };
  const { order, events } = addItem(once, wanted({ quantity: 2, product: facts(dearer) }));

  assertEquals(order.items.map(({ quantity, name, unitPrice }) => [quantity, name, unitPrice]), [
    [3, "Keyboard", usd(79_99)],
  ]);
  assertEquals(events[0]?.data, {
    orderId: id,
    productId: "p",
    name: "Keyboard",
    unitPrice: usd(79_99),
    quantity: 2,
  });
});

test("addItem counts what the order has already against what there is", () => {
  const { order } = addItem(empty, wanted({ quantity: 20 }));

  const error = assertThrows(() => addItem(order, wanted({ quantity: 6 })), ProductNotAvailable);

  assertEquals([error.requested, error.available], [26, 25]);
  assertEquals(
    error.message,
    `Cannot order 26 of the product "p", there are 25: Product not available in requested quantity`,
  );
  assertEquals(addItem(order, wanted({ quantity: 5 })).order.items[0]?.quantity, 25);
});

test("addItem checks the order, then the product, then its stock", () => {
  const shipped: Order = { ...empty, status: "shipped", paymentId: "pay" };

  const none = { productId: "p", quantity: 99, product: undefined };
  assertThrows(() => addItem(shipped, none), OrderNotModifiable, "Cannot modify non-pending order");
  assertThrows(() => addItem(empty, none), NoSuchProduct, "Product not found");
});

test("[H-9] only a pending order is added to, or taken from", () => {
  const others = everyStatus.filter(({ status }) => status !== "pending");

  for (const order of others) {
    assertThrows(() => addItem(order, wanted({ quantity: 1 })), OrderNotModifiable);
    assertThrows(() => removeItem(order, "p"), OrderNotModifiable);
  }
  assertEquals(others.length, 6);
});

test("addItem refuses other currencies, too many lines and totals beyond counting", () => {
  const { order } = addItem(empty, wanted({ quantity: 1 }));
  const euro = facts({ id: "e", price: parseMoney({ amount: 1, currency: "EUR" }) });
  const dear = facts({ id: "d", price: usd(Number.MAX_SAFE_INTEGER) });

  assertThrows(() => addItem(order, { productId: "e", quantity: 1, product: euro }), OtherCurrency);
  assertThrows(
    () => addItem(order, { productId: "d", quantity: 1, product: dear }),
    AmountTooLarge,
  );
  assertThrows(
    () => addItem(empty, { productId: "d", quantity: 2, product: dear }),
    AmountTooLarge,
  );
  assertThrows(() => withLines(101), TooManyItems);
  assertEquals(withLines(100).items.length, 100);
});

test("an order that was emptied takes another currency", () => {
  const { order } = addItem(empty, wanted({ quantity: 1 }));
  const euro = facts({ id: "e", price: parseMoney({ amount: 1, currency: "EUR" }) });

  const { order: emptied } = removeItem(order, "p");

  const after = addItem(emptied, { productId: "e", quantity: 1, product: euro }).order;
  assertEquals(totalOf(after).currency as string, "EUR");
});

test("[H-8] removeItem removes the whole line, and only one that is there", () => {
  const { order } = addItem(empty, wanted({ quantity: 3 }));

  const removed = removeItem(order, "p");

  assertEquals(removed.order, empty);
  assertEquals(removed.events, [{ type: "ItemRemoved", data: { orderId: id, productId: "p" } }]);
  assertThrows(() => removeItem(order, "other"), ItemNotFound, "Item not found in order");
});

test("[H-10] the total is that of all units at their lines' prices, whatever was added and removed", () => {
  const changes = fc.array(
    fc.record({
      product: fc.integer({ min: 0, max: 4 }),
      quantity: fc.integer({ min: 1, max: 1000 }),
      removes: fc.boolean(),
    }),
  );
  const prices = fc.array(fc.integer({ min: 0, max: 1_000_000 }), { minLength: 5, maxLength: 5 });

  fc.assert(fc.property(prices, changes, (prices, changes) => {
    const model = new Map<string, number>();
    let order: PendingOrder = empty;
    for (const { product, quantity, removes } of changes) {
      const productId = `p${product}`;
      if (removes && model.delete(productId)) order = removeItem(order, productId).order;
      if (removes) continue;
      const known = facts({ id: productId, price: usd(prices[product] ?? 0), available: 1e9 });
      order = addItem(order, { productId, quantity, product: known }).order;
      model.set(productId, (model.get(productId) ?? 0) + quantity);
    }
    const total = [...model].reduce(
      (sum, [id, quantity]) => sum + BigInt(quantity) * BigInt(prices[Number(id.slice(1))] ?? 0),
      0n,
    );
    assertEquals(BigInt(totalOf(order).amount), total);
    assertEquals(order.items.map(({ productId }) => productId).sort(), [...model.keys()].sort());
  }));
});

test("[H-11] three units at 79.99 are 239.97 exactly", () => {
  assertEquals(lineTotal({ unitPrice: usd(79_99), quantity: 3 }), usd(239_97));
});

function wanted(change: { readonly quantity: number; readonly product?: ProductFacts }) {
  return { productId: "p", product: facts({}), ...change };
}

function facts(change: Partial<ProductFacts>): ProductFacts {
  return { id: "p", name: "Keyboard", price: usd(79_99), available: 25, ...change };
}

function usd(amount: number) {
  return parseMoney({ amount, currency: "USD" });
}

function withLines(count: number): PendingOrder {
  let order = empty;
  for (let n = 0; n < count; n++) {
    const productId = `p${n}`;
    order = addItem(order, { productId, quantity: 1, product: facts({ id: productId }) }).order;
  }
  return order;
}
