import { assertEquals, assertNotStrictEquals, assertStrictEquals, assertThrows } from "@std/assert";
import fc from "fast-check";
import { InvalidValue } from "./errors.ts";
import { fromJsonText, takeJson, toJsonText } from "./json_text.ts";

const anyText = fc.string({ unit: "binary" });
/** JSON with every UTF-16 unit in texts and keys; -0 has a test of its own. */
const anyJson = fc.jsonValue({ stringUnit: "binary" }).map((value): unknown =>
  JSON.parse(JSON.stringify(value))
);

Deno.test("fromJsonText reads what toJsonText wrote", () => {
  fc.assert(fc.property(anyJson, (value) => {
    assertEquals(fromJsonText(toJsonText(value)), value);
    assertEquals(takeJson(value), value);
  }));
});

Deno.test("toJsonText escapes U+0000 and lone surrogates, so that its text is well-formed", () => {
  const units = fc.array(fc.integer({ min: 0, max: 0xffff }));
  fc.assert(fc.property(units, anyText, (codes, key) => {
    const text = String.fromCharCode(...codes);

    const written = toJsonText({ [key]: [text, "\0", "\ud800"] });

    assertStrictEquals(written.isWellFormed() && !written.includes("\0"), true);
    assertEquals(fromJsonText(written), { [key]: [text, "\0", "\ud800"] });
  }));
});

Deno.test("takeJson shares nothing with what it was given", () => {
  const given = { list: [{ n: 1 }], record: { a: null } };

  const taken = takeJson(given);

  assertEquals(taken, given);
  assertNotStrictEquals(taken, given);
  given.list[0] = { n: 2 };
  given.record.a = null;
  assertEquals(taken, { list: [{ n: 1 }], record: { a: null } });
});

Deno.test("takeJson keeps `__proto__` as a key like any other", () => {
  const given: unknown = JSON.parse('{"__proto__": {"polluted": true}, "a": {"__proto__": 1}}');

  const taken = takeJson(given);

  assertStrictEquals(JSON.stringify(taken), JSON.stringify(given));
  assertStrictEquals(Object.getPrototypeOf(taken), Object.prototype);
  assertStrictEquals(Reflect.get({}, "polluted"), undefined);
});

Deno.test("takeJson makes 0 of -0, as reading its text does", () => {
  assertStrictEquals(Object.is(takeJson(-0), 0), true);
  assertEquals(takeJson([-0, { a: -0 }]), fromJsonText(toJsonText([-0, { a: -0 }])));
});

Deno.test("takeJson takes records of another realm, of no prototype, and one value twice", () => {
  const bare: Record<string, unknown> = Object.create(null);
  bare.a = 1;
  const twice = { n: 1 };

  assertEquals(takeJson(bare), { a: 1 });
  assertEquals(takeJson([twice, twice]), [{ n: 1 }, { n: 1 }]);
});

Deno.test("takeJson refuses what JSON cannot hold, and says where", () => {
  const refused: readonly unknown[] = [
    ...[undefined, NaN, Infinity, -Infinity, 1n, Symbol("s"), () => 1, Array(1)],
    ...[new Date(0), new Map(), new Uint8Array(1), /x/, new Error("x"), Object("boxed")],
    ...[{ toJSON: () => 1 }, { [Symbol("s")]: 1 }, new (class Thing {})()],
  ];
  for (const value of refused) {
    assertThrows(() => takeJson(value), InvalidValue);
    const error = assertThrows(() => toJsonText({ a: [0, { "b c": value }] }), InvalidValue);
    assertStrictEquals(error.path.startsWith("a.1.b c"), true, error.message);
  }
  assertStrictEquals(assertThrows(() => takeJson(NaN), InvalidValue).path, "");
});

Deno.test("takeJson refuses cycles and what is nested deeper than 1000", () => {
  const cyclic: { self?: unknown } = {};
  cyclic.self = [cyclic];

  assertThrows(() => takeJson(cyclic), InvalidValue, "cyclic");
  assertStrictEquals(toJsonText(nested(1000)), "[".repeat(1000) + "]".repeat(1000));
  assertThrows(() => takeJson(nested(1001)), InvalidValue, "deeper than 1000");
});

function nested(depth: number): unknown {
  let value: unknown[] = [];
  for (let level = 1; level < depth; level++) value = [value];
  return value;
}
