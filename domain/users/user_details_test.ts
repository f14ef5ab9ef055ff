import { assertEquals, assertThrows } from "@std/assert";
import { test } from "@std/testing/bdd";
import { InvalidInput } from "../kernel/errors.ts";
import { parseUserChanges, parseUserDetails } from "./user_details.ts";

test("parseUserDetails names every wrong field", () => {
  const error = assertThrows(() => parseUserDetails({ name: " ", email: "@" }), InvalidInput);

  assertEquals(error.issues, [
    { path: "name", message: "must not be blank" },
    { path: "email", message: "Invalid email format" },
  ]);
});

test("parseUserDetails names the fields that are missing", () => {
  const nothing = JSON.parse("{}");

  const error = assertThrows(() => parseUserDetails(nothing), InvalidInput);

  assertEquals(error.issues.map(({ path }) => path), ["name", "email"]);
});

test("[L-6] parseUserDetails and parseUserChanges leave out every other field", () => {
  const input = { name: "Ada", email: "Ada@x.org", id: "7", status: "deactivated", version: 1 };

  assertEquals(parseUserDetails(input), parseUserDetails({ name: "Ada", email: "ada@x.org" }));
  assertEquals(Object.keys(parseUserChanges(input)), ["name", "email"]);
  assertEquals(parseUserChanges({}), {});
});

test("[L-6] parseUserChanges obeys the rules of registration", () => {
  const input = { name: "\n", email: "ada@localhost" };

  const error = assertThrows(() => parseUserChanges(input), InvalidInput);

  assertEquals(error.issues.map(({ path }) => path), ["name", "email"]);
  assertThrows(() => parseUserChanges({ name: null }), InvalidInput);
});
