import { assert, assertEquals, assertFalse, assertThrows } from "@std/assert";
import { test } from "@std/testing/bdd";
import { InvalidInput } from "../kernel/errors.ts";
import { isUserId, parseUserId } from "./user_id.ts";

test("isUserId tells what can be an id from what cannot", () => {
  for (const id of ["1", "user-1", "用户", "a b", "a".repeat(128)]) assert(isUserId(id));
  for (const id of ["", "a".repeat(129), "a\0", "a\n", "\ud800"]) assertFalse(isUserId(id));
});

test("parseUserId refuses what can be nobody's id", () => {
  assertEquals(parseUserId("user-1"), "user-1");
  assertThrows(() => parseUserId(""), InvalidInput);
});
