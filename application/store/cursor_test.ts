import { assertEquals, assertMatch, assertThrows } from "@std/assert";
import fc from "fast-check";
import { fromCursor, toCursor } from "./cursor.ts";
import { InvalidCursor } from "./errors.ts";

const name = fc.string({ unit: "binary" });

Deno.test("fromCursor reads what toCursor wrote", () => {
  fc.assert(fc.property(name, name, (entry, id) => {
    assertEquals(fromCursor(toCursor({ entry, id })), { entry, id });
  }));
});

Deno.test("toCursor writes text that a URL takes as it is", () => {
  fc.assert(fc.property(name, name, (entry, id) => {
    assertMatch(toCursor({ entry, id }), /^[A-Za-z0-9_-]+$/);
  }));
});

Deno.test("toCursor takes the longest names", () => {
  const place = { entry: "😀".repeat(128), id: "\u0001".repeat(512) };

  assertEquals(fromCursor(toCursor(place)), place);
});

Deno.test("fromCursor refuses any other text, and never throws anything else", () => {
  const json = fc.jsonValue().map((value) => btoa(JSON.stringify(value)));
  fc.assert(fc.property(fc.oneof(fc.string(), json, name), (text) => {
    assertThrows(() => fromCursor(text), InvalidCursor);
  }));
});

Deno.test("fromCursor refuses places of another shape", () => {
  const shapes = [["a"], ["a", "b", "c"], ["a", 1], [null, "a"], { entry: "a", id: "b" }, "ab"];
  for (const shape of shapes) {
    assertThrows(() => fromCursor(btoa(JSON.stringify(shape))), InvalidCursor);
  }
  assertThrows(() => fromCursor(btoa('["\xff", "not UTF-8"]')), InvalidCursor);
});
