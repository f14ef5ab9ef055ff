import { assertEquals, assertThrows } from "@std/assert";
import { test } from "@std/testing/bdd";
import {
  abandonPayment,
  cancelOrder,
  noteRefusedRefund,
  startCancellation,
} from "./cancellation.ts";
import { OrderNotCancellable, PaymentNotInDoubt } from "./errors.ts";
import {
  cancelled,
  cancelling,
  confirmed,
  confirming,
  delivered,
  orderId,
  paying,
  pending,
  shipped,
} from "./testdata/sample_orders.ts";

test("startCancellation ends a pending order at once, and others once they hold nothing", () => {
  assertEquals(cancelled, { ...pending, status: "cancelled" });
  assertEquals(startCancellation(confirming).order, {
    ...pending,
    attempt: 1,
    status: "cancelling",
  });
  assertEquals(startCancellation(confirmed).order, {
    ...pending,
    attempt: 1,
    status: "cancelling",
    paymentId: "pay_1",
  });
  assertEquals(startCancellation(confirmed).events, [
    { type: "CancellationStarted", data: { orderId, attempt: 1 } },
  ]);
});

test("[H-5] startCancellation does nothing a second time, and nothing to what has left", () => {
  assertEquals(startCancellation(cancelling), { order: cancelling, events: [] });
  assertEquals(startCancellation(cancelled), { order: cancelled, events: [] });
  for (const order of [shipped, delivered]) {
    const cancel = () => startCancellation(order);
    assertThrows(cancel, OrderNotCancellable, "Cannot cancel shipped or delivered order");
  }
});

test("a refund that is refused is noted once for each reason", () => {
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
