import { assertEquals, assertThrows } from "@std/assert";
import { test } from "@std/testing/bdd";
import fc from "fast-check";
import { abandonPayment, startCancellation } from "./cancellation.ts";
import {
  acceptPayment,
  beginPayment,
  confirmOrder,
  failAttempt,
  reopen,
  startConfirmation,
} from "./confirmation.ts";
import { deliver, ship } from "./delivery.ts";
import { OrderNotReady } from "./errors.ts";
import type { ConfirmingOrder, Order, OrderDecision } from "./order.ts";
import {
  confirmed,
  everyStatus,
  items,
  method,
  pending,
  shipped,
} from "./testdata/sample_orders.ts";

test("only a confirmed order is shipped, and only a shipped one is delivered", () => {
  for (const order of everyStatus) {
    if (order !== confirmed) assertThrows(() => ship(order), OrderNotReady);
    if (order !== shipped) assertThrows(() => deliver(order), OrderNotReady);
  }
});

test("no sequence of decisions leads where none of them leads", () => {
  const asks: readonly ((order: Order) => OrderDecision)[] = [
    (order) => startConfirmation(order, method),
    (order) => startCancellation(order),
    (order) => ship(order),
    (order) => deliver(order),
    (order) => acceptPayment(order, "Olga"),
    (order) => abandonPayment(order, "Olga"),
    whenConfirming((order) => beginPayment(order, `pay_${order.attempt}`)),
    whenConfirming((order) => failAttempt(order, { status: "declined", reason: "No funds" })),
    whenConfirming((order) => order.failure ? reopen(order, order.failure) : unchanged(order)),
    whenConfirming((order) =>
      order.paymentId ? confirmOrder(order, order.paymentId) : unchanged(order)
    ),
  ];

  fc.assert(
    fc.property(fc.array(fc.nat({ max: asks.length - 1 }), { maxLength: 40 }), (sequence) => {
      let order: Order = pending;
      for (const ask of sequence) {
        const before: Order = order;
        order = decided(asks[ask], order);
        const moved = `${before.status} to ${order.status}`;
        if (before.status !== order.status) assertEquals(legal.has(moved), true, moved);
        assertEquals(order.items, items);
        assertEquals(order.attempt - before.attempt, moved === "pending to confirming" ? 1 : 0);
      }
    }),
    { numRuns: 500 },
  );
});

const legal = new Set([
  "pending to confirming",
  "pending to cancelled",
  "confirming to pending",
  "confirming to confirmed",
  "confirming to cancelling",
  "confirmed to shipped",
  "confirmed to cancelling",
  "shipped to delivered",
  "cancelling to cancelled",
]);

function decided(ask: ((order: Order) => OrderDecision) | undefined, order: Order): Order {
  try {
    return ask?.(order).order ?? order;
  } catch {
    return order;
  }
}

function whenConfirming(
  decide: (order: ConfirmingOrder) => OrderDecision,
): (order: Order) => OrderDecision {
  return (order) => order.status === "confirming" ? decide(order) : unchanged(order);
}

function unchanged(order: Order): OrderDecision {
  return { order, events: [] };
}
