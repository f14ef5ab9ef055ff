import { assertEquals, assertThrows } from "@std/assert";
import { test } from "@std/testing/bdd";
import fc from "fast-check";
import { parseMoney } from "../kernel/money.ts";
import {
  abandonPayment,
  cancelOrder,
  noteRefusedRefund,
  startCancellation,
} from "./cancellation.ts";
import {
  acceptPayment,
  beginPayment,
  confirmOrder,
  failAttempt,
  reopen,
  startConfirmation,
} from "./confirmation.ts";
import { parseCustomerId } from "./customer_id.ts";
import { deliver, ship } from "./delivery.ts";
import {
  OrderEmpty,
  OrderNotCancellable,
  OrderNotPending,
  OrderNotReady,
  PaymentNotInDoubt,
} from "./errors.ts";
import type { ConfirmingOrder, Order, OrderDecision } from "./order.ts";
import { parseOrderId } from "./order_id.ts";
import { place } from "./ordering.ts";
import { parsePaymentMethod } from "./payment_method.ts";

const orderId = parseOrderId("7");
const method = parsePaymentMethod("pm_card_visa");
const empty = place(orderId, parseCustomerId("c"), "2026-01-01T00:00:00.000Z").order;
const total = parseMoney({ amount: 20_00, currency: "USD" });
const items = [{
  productId: "p",
  name: "P",
  unitPrice: parseMoney({ amount: 10_00, currency: "USD" }),
  quantity: 2,
}];
const pending = { ...empty, items };
const confirming = startConfirmation(pending, method).order;
const paying = beginPayment(confirming, "pay_1").order;
const confirmed = confirmOrder(paying, "pay_1").order;
const shipped = ship(confirmed).order;
const delivered = deliver(shipped).order;
const cancelling: Order = startCancellation(confirmed).order;
const cancelled: Order = startCancellation(pending).order;
const everyStatus: readonly Order[] = [
  pending,
  confirming,
  confirmed,
  shipped,
  delivered,
  cancelling,
  cancelled,
];

test("startConfirmation begins the next attempt", () => {
  const failed = { attempt: 1, status: "declined", reason: "No funds" } as const;
  const again = { ...pending, attempt: 1, lastPayment: failed };

  const { order, events } = startConfirmation(again, method);

  assertEquals<unknown>(order, { ...pending, attempt: 2, status: "confirming", method });
  assertEquals(events, [
    { type: "ConfirmationStarted", data: { orderId, attempt: 2, method, total } },
  ]);
});

test("startConfirmation joins an attempt that is running", () => {
  const other = parsePaymentMethod("another card");

  assertEquals(startConfirmation(paying, other), { order: paying, events: [] });
});

test("startConfirmation refuses what is empty, and what is not pending", () => {
  assertThrows(() => startConfirmation(empty, method), OrderEmpty, "Cannot confirm empty order");
  for (const order of [confirmed, shipped, delivered, cancelling, cancelled]) {
    const start = () => startConfirmation(order, method);
    assertThrows(start, OrderNotPending, "Order is not in pending status");
  }
});

test("a failed attempt keeps its reason, first while it is undone and then when it is over", () => {
  const declined = failAttempt(paying, { status: "declined", reason: "No funds" });
  const failure = {
    attempt: 1,
    status: "declined",
    reason: "Payment processing failed: No funds",
  } as const;

  assertEquals(declined.order, { ...paying, failure });
  assertEquals(declined.events, [{ type: "ConfirmationFailed", data: { orderId, ...failure } }]);
  const reopened = reopen(declined.order, failure);
  assertEquals(reopened.order, { ...pending, attempt: 1, lastPayment: failure });
  assertEquals(reopened.events, [{ type: "OrderReopened", data: { orderId, attempt: 1 } }]);
});

test("an attempt that found too little says of what", () => {
  const { order } = failAttempt(confirming, { status: "out-of-stock", productId: "p" });

  assertEquals(order.failure, {
    attempt: 1,
    status: "out-of-stock",
    reason: "Product not available in requested quantity",
    productId: "p",
  });
});

test("a confirmed order keeps its payment until it is delivered", () => {
  assertEquals(
    [confirmed, shipped, delivered].map(({ status, paymentId }) => [status, paymentId]),
    [["confirmed", "pay_1"], ["shipped", "pay_1"], ["delivered", "pay_1"]],
  );
  assertEquals(confirmOrder(paying, "pay_1").events, [{
    type: "OrderConfirmed",
    data: { orderId, attempt: 1, paymentId: "pay_1", total },
  }]);
});

test("only a confirmed order is shipped, and only a shipped one is delivered", () => {
  for (const order of everyStatus) {
    if (order !== confirmed) assertThrows(() => ship(order), OrderNotReady);
    if (order !== shipped) assertThrows(() => deliver(order), OrderNotReady);
  }
});

test("startCancellation ends a pending order at once, and others once they hold nothing", () => {
  assertEquals(cancelled, { ...pending, status: "cancelled" });
  assertEquals(startCancellation(confirming).order, {
    ...pending,
    attempt: 1,
    status: "cancelling",
  });
  assertEquals(cancelling, {
    ...pending,
    attempt: 1,
    status: "cancelling",
    paymentId: "pay_1",
  });
  assertEquals(startCancellation(confirmed).events, [
    { type: "CancellationStarted", data: { orderId, attempt: 1 } },
  ]);
});

test("startCancellation does nothing a second time, and nothing to what has left", () => {
  assertEquals(startCancellation(cancelling), { order: cancelling, events: [] });
  assertEquals(startCancellation(cancelled), { order: cancelled, events: [] });
  for (const order of [shipped, delivered]) {
    const cancel = () => startCancellation(order);
    assertThrows(cancel, OrderNotCancellable, "Cannot cancel shipped or delivered order");
  }
});

test("a refund that is refused is noted once for each reason", () => {
  if (cancelling.status !== "cancelling") throw new Error("it is not cancelling");

  const first = noteRefusedRefund(cancelling, "pay_1", "Not today");

  assertEquals(first.order.refundRefused, "Refund processing failed: Not today");
  assertEquals(noteRefusedRefund(first.order, "pay_1", "Not today").events, []);
  assertEquals(noteRefusedRefund(first.order, "pay_1", "Nor tomorrow").events.length, 1);
});

test("a cancelled order keeps what went back, and of which payment", () => {
  if (cancelling.status !== "cancelling") throw new Error("it is not cancelling");
  const refund = { paymentId: "pay_1", id: "re_1", status: "refunded" } as const;

  const { order, events } = cancelOrder(cancelling, refund);

  assertEquals(order, { ...pending, attempt: 1, status: "cancelled", refund });
  assertEquals(events, [{ type: "OrderCancelled", data: { orderId, refundId: "re_1" } }]);
});

test("a person can accept a payment that was begun and is not known to have ended", () => {
  const { order, events } = acceptPayment(paying, "Olga");

  assertEquals(order, confirmed);
  assertEquals(events[0]?.data, {
    orderId,
    attempt: 1,
    paymentId: "pay_1",
    total,
    acceptedBy: "Olga",
  });
  const { order: failed } = failAttempt(paying, { status: "declined", reason: "No funds" });
  for (const order of [...everyStatus, failed]) {
    assertThrows(() => acceptPayment(order, "Olga"), PaymentNotInDoubt);
  }
});

test("a person can abandon a payment: the order is pending again, or cancelled as was asked", () => {
  const again = abandonPayment(paying, "Olga");
  const ended = abandonPayment(cancelling, "Olga");

  assertEquals([again.order.status, ended.order.status], ["pending", "cancelled"]);
  const abandoned = {
    type: "PaymentAbandoned",
    data: { orderId, attempt: 1, paymentId: "pay_1", abandonedBy: "Olga" },
  } as const;
  assertEquals(again.events, [abandoned]);
  assertEquals(ended.events, [abandoned, { type: "OrderCancelled", data: { orderId } }]);
  for (const order of [pending, confirmed, shipped, delivered, cancelled]) {
    assertThrows(() => abandonPayment(order, "Olga"), PaymentNotInDoubt);
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
