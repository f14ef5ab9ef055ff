import { assertEquals, assertThrows } from "@std/assert";
import { test } from "@std/testing/bdd";
import { InvalidInput } from "../kernel/errors.ts";
import { parseCustomerId } from "./customer_id.ts";
import { isOrderId, parseOrderId } from "./order_id.ts";
import { parsePaymentMethod } from "./payment_method.ts";
import { parseQuantity } from "./quantity.ts";

test("[H-6] parseQuantity takes whole numbers from 1 to a billion", () => {
  for (const quantity of [1, 2, 1_000_000_000]) assertEquals(parseQuantity(quantity), quantity);
  for (const quantity of [0, -0, -1, 1.5, 1_000_000_001, NaN, Infinity, "1", null, undefined]) {
    assertThrows(() => parseQuantity(quantity), InvalidInput);
  }
});

test("[H-12] parseCustomerId takes any line with something to see in it", () => {
  assertEquals(parseCustomerId(" customer 123 ") as string, "customer 123");
  assertEquals(parseCustomerId("\u{1F600}".repeat(100)).length, 200);
  for (const id of ["", " \t ", "a\nb", "a\u0001", "x".repeat(101), 7, undefined]) {
    assertThrows(() => parseCustomerId(id), InvalidInput);
  }
});

test("parsePaymentMethod refuses what is blank", () => {
  assertEquals(parsePaymentMethod("pm_card_visa") as string, "pm_card_visa");
  for (const method of ["", " ", "x".repeat(201), undefined]) {
    assertThrows(() => parsePaymentMethod(method), InvalidInput);
  }
});

test("an order id is a text without control characters", () => {
  assertEquals(parseOrderId("order-1") as string, "order-1");
  assertEquals([isOrderId(""), isOrderId("a\u0000"), isOrderId("a")], [false, false, true]);
  assertThrows(() => parseOrderId(""), InvalidInput);
});
