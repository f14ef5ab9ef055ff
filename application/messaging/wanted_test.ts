import { assertEquals, assertThrows } from "@std/assert";
import { InvalidInput } from "../../domain/kernel/errors.ts";
import { parseWanted } from "./wanted.ts";

Deno.test("parseWanted reads topics", () => {
  assertEquals(parseWanted({ group: "mail-2", topics: ["users.*", "crm.a.b"] }), [
    { channel: "users", type: undefined },
    { channel: "crm", type: "a.b" },
  ]);
});

Deno.test("parseWanted refuses groups without a name, and subscriptions to nothing", () => {
  const topics = ["users.*"];
  for (const group of ["", "Mail", "a b", "a.b", "ä", "a\n", "a".repeat(65)]) {
    assertThrows(() => parseWanted({ group, topics }), InvalidInput, "group");
  }
  assertThrows(() => parseWanted({ group: "mail", topics: [] }), InvalidInput, "topics");
  assertThrows(() => parseWanted({ group: "mail", topics: ["users"] }), InvalidInput, "users");
});
