import { assert, assertEquals, assertFalse, assertThrows } from "@std/assert";
import { test } from "@std/testing/bdd";
import { InvalidInput } from "../kernel/errors.ts";
import { isCategoryId, parseCategoryId } from "./category_id.ts";

test("parseCategoryId makes one of spellings in other letters", () => {
  for (const input of ["books", " Books ", "BOOKS\n"]) {
    assertEquals<string>(parseCategoryId(input), "books");
  }
  assertEquals<string>(parseCategoryId("Mo\u0308bel"), "m\u00f6bel");
});

test("parseCategoryId takes every script, digits, and two signs", () => {
  for (const id of ["電子", "7", "home-garden", "t_1", "a".repeat(64)]) {
    assertEquals<string>(parseCategoryId(id), id);
    assert(isCategoryId(id));
  }
});

test("parseCategoryId refuses everything else", () => {
  const texts = ["", " ", "-a", "_", "__proto__", "a/b", "a b", "a\0", "\ud800", "a".repeat(65)];
  for (const input of [...texts, undefined, null, 7, {}, ["books"]]) {
    assertThrows(() => parseCategoryId(input), InvalidInput);
  }
  for (const text of [...texts, "Books"]) assertFalse(isCategoryId(text));
});
