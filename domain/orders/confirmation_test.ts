import { assertEquals, assertThrows } from "@std/assert";
import { test } from "@std/testing/bdd";
import {
  acceptPayment,
  confirmOrder,
  failAttempt,
  reopen,
  startConfirmation,
} from "./confirmation.ts";
import { OrderEmpty, OrderNotPending, PaymentNotInDoubt } from "./errors.ts";
import { parsePaymentMethod } from "./payment_method.ts";
import {
  cancelled,
  cancelling,
  confirmed,
  confirming,
  delivered,
  empty,
  everyStatus,
  method,
  orderId,
  paying,
  pending,
  shipped,
  total,
} from "./testdata/sample_orders.ts";

test("startConfirmation begins the next attempt", () => {
  const failed = { attempt: 1, status: "declined", reason: "No funds" } as const;
  const again = { ...pending, attempt: 1, lastPayment: failed };

  const { order, events } = startConfirmation(again, method);

  assertEquals<unknown>(order, { ...pending, attempt: 2, status: "confirming", method });
  assertEquals(events, [
    { type: "ConfirmationStarted", data: { orderId, attempt: 2, method, total } },
  ]);
});

test("[H-2] startConfirmation joins an attempt that is running", () => {
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
