import { assertStrictEquals, assertThrows } from "@std/assert";
import fc from "fast-check";
import { InvalidName } from "./errors.ts";
import {
  compareUtf8,
  LONGEST_ID,
  LONGEST_LABEL,
  requireId,
  requireLabel,
  utf8Length,
} from "./names.ts";

const encoder = new TextEncoder();
/** Texts that often share a beginning, where the order of planes matters. */
const wellFormed = fc.array(
  fc.oneof(
    fc.constantFrom("a", "b", "\u007f", "\u0080", "\u07ff", "\u0800", "\ud7ff", "\ue000", "\uffff"),
    fc.constantFrom("\u{10000}", "😀", "\u{10ffff}"),
    fc.string({ unit: "binary", maxLength: 2 }).map((text) => text.toWellFormed()),
  ),
  { maxLength: 6 },
).map((parts) => parts.join(""));

Deno.test("compareUtf8 orders as UTF-8 bytes do", () => {
  fc.assert(
    fc.property(wellFormed, wellFormed, (left, right) => {
      assertStrictEquals(Math.sign(compareUtf8(left, right)), compareBytes(left, right));
    }),
    { numRuns: 2000 },
  );
});

Deno.test("compareUtf8 puts an astral character behind U+FFFF", () => {
  assertStrictEquals("😀" < "\uffff", true);
  assertStrictEquals(compareUtf8("😀", "\uffff") > 0, true);
});

Deno.test("utf8Length counts what TextEncoder writes", () => {
  fc.assert(fc.property(wellFormed, (text) => {
    assertStrictEquals(utf8Length(text), encoder.encode(text).length);
  }));
});

Deno.test("requireId and requireLabel take names up to their length in bytes", () => {
  const cases = [[requireId, LONGEST_ID], [requireLabel, LONGEST_LABEL]] as const;
  for (const [require, longest] of cases) {
    for (const [char, bytes] of [["a", 1], ["é", 2], ["€", 3], ["😀", 4]] as const) {
      const count = Math.floor(longest / bytes);
      require("name", char.repeat(count));
      assertThrows(() => require("name", char.repeat(count + 1)), InvalidName, `${longest} bytes`);
    }
  }
});

Deno.test("requireId takes exactly the names that are well-formed, not empty, without U+0000", () => {
  fc.assert(fc.property(fc.string({ unit: "binary", maxLength: 5 }), (name) => {
    const fits = name !== "" && name.isWellFormed() && !name.includes("\0");
    assertStrictEquals(takes(() => requireId("name", name)), fits);
  }));
});

Deno.test("requireId says what was named, and refuses what is no text", () => {
  const error = assertThrows(() => requireId("stream", ""), InvalidName, "it is empty");
  assertStrictEquals(error.what, "stream");

  for (const value of [undefined, null, 1, ["a"]]) {
    const name: string = JSON.parse(JSON.stringify({ value })).value;
    assertThrows(() => requireId("stream", name), InvalidName, "not a text");
  }
});

function compareBytes(left: string, right: string): number {
  const [a, b] = [encoder.encode(left), encoder.encode(right)];
  const at = a.findIndex((byte, index) => byte !== b[index]);
  return at === -1 ? Math.sign(a.length - b.length) : Math.sign((a[at] ?? -1) - (b[at] ?? -1));
}

function takes(check: () => void): boolean {
  try {
    check();
    return true;
  } catch (error) {
    if (error instanceof InvalidName) return false;
    throw error;
  }
}
