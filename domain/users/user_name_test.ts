import { assertEquals, assertThrows } from "@std/assert";
import { test } from "@std/testing/bdd";
import { InvalidInput } from "../kernel/errors.ts";
import { parseUserName } from "./user_name.ts";

test("parseUserName drops blanks around a name and keeps everything else", () => {
  assertEquals(parseUserName("\t Ada  Lovelace\u3000 "), "Ada  Lovelace");
  assertEquals(parseUserName("Zoe\u0308"), "Zo\u00eb");
  assertEquals(parseUserName("松本 👩‍🚀 <b>"), "松本 👩‍🚀 <b>");
});

test("[L-4] parseUserName refuses blank names", () => {
  for (const input of ["", " ", "\n\t", "\u200b", "\u3000\u00a0", undefined, null, 7, {}]) {
    assertEquals(problemWith(input), "must not be blank");
  }
});

test("parseUserName refuses what would break a line or is no text", () => {
  for (const input of ["Ada\nBcc: eve@x.org", "A\rB", "A\0", "A\u2028B", "A\x1b[31m", "A\ud800"]) {
    assertEquals(problemWith(input), "must not have control characters");
  }
});

test("parseUserName takes 200 characters and refuses 201", () => {
  assertEquals([...parseUserName("👩".repeat(200))].length, 200);
  assertEquals(problemWith("a".repeat(201)), "must have at most 200 characters");
});

function problemWith(input: unknown): string | undefined {
  return assertThrows(() => parseUserName(input), InvalidInput).issues[0]?.message;
}
