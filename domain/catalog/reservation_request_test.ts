import { assertEquals, assertThrows } from "@std/assert";
import { test } from "@std/testing/bdd";
import { InvalidInput } from "../kernel/errors.ts";
import { parseReservationKey, parseReservationRequest } from "./reservation_request.ts";

const request = { order: "7", attempt: 1, lines: [{ productId: "pens", quantity: 2 }] };

test("parseReservationRequest reads what is asked for, and leaves out every other field", () => {
  const lines = request.lines.map((line) => ({ ...line, price: 1 }));

  assertEquals<unknown>(parseReservationRequest(request), request);
  assertEquals<unknown>(parseReservationRequest({ ...request, lines }), request);
  assertEquals<unknown>(parseReservationKey(request), { order: "7", attempt: 1 });
});

test("parseReservationRequest names every wrong field, in every line", () => {
  const lines = [
    { productId: "pens", quantity: 0 },
    { productId: "", quantity: 1.5 },
    { productId: "inks" },
    null,
    7,
  ];

  assertEquals(pathsOf({ order: "", attempt: 0, lines }), [
    "order",
    "attempt",
    "lines.0.quantity",
    "lines.1.productId",
    "lines.1.quantity",
    "lines.2.quantity",
    "lines.3.productId",
    "lines.3.quantity",
    "lines.4.productId",
    "lines.4.quantity",
  ]);
  assertEquals(pathsOf({}), ["order", "attempt", "lines"]);
});

test("parseReservationRequest refuses attempts that are no count", () => {
  for (const attempt of [0, -1, 1.5, NaN, Infinity, 2 ** 53, "1", null]) {
    assertEquals(pathsOf({ ...request, attempt }), ["attempt"]);
    const error = assertThrows(() => parseReservationKey({ order: "7", attempt }), InvalidInput);
    assertEquals(error.issues.map(({ path }) => path), ["attempt"]);
  }
});

test("parseReservationRequest refuses to reserve nothing, and one product twice", () => {
  const [pens] = request.lines;

  for (const lines of [[], {}, "pens", null, 1]) {
    assertEquals(pathsOf({ ...request, lines }), ["lines"]);
  }
  const twice = [pens, { productId: "inks", quantity: 1 }, { ...pens, quantity: 1 }, pens];
  assertEquals(pathsOf({ ...request, lines: twice }), ["lines.2.productId", "lines.3.productId"]);
});

function pathsOf(input: object): readonly string[] {
  const parse = () => parseReservationRequest({ ...JSON.parse("{}"), ...input });
  return assertThrows(parse, InvalidInput).issues.map(({ path }) => path);
}
