import { assertEquals, assertThrows } from "@std/assert";
import { test } from "@std/testing/bdd";
import { InvalidInput } from "../kernel/errors.ts";
import { parseCategoryId } from "./category_id.ts";
import { markupOf, parseMarkups, standardMarkups } from "./markups.ts";

test("standardMarkups are 15 %, 5 %, 20 %, and 10 % for any other category", () => {
  const categories = ["electronics", "books", "clothing", "garden", "constructor"];

  const markups = categories.map((id) => markupOf(parseCategoryId(id), standardMarkups));

  assertEquals(markups, [1500, 500, 2000, 1000, 1000]);
});

test("parseMarkups takes a table of one's own, and no longer looks at it", () => {
  const table = { byCategory: { music: 725 }, others: 0 };
  const markups = parseMarkups(table);

  table.byCategory.music = -1;

  assertEquals(markupOf(parseCategoryId("Music"), markups), 725);
  assertEquals(markupOf(parseCategoryId("books"), markups), 0);
});

test("parseMarkups names everything that is wrong", () => {
  const byCategory = { Music: 1, "a b": 1, fine: 0, low: -1, half: 0.5, high: 1_000_001, no: NaN };

  const error = assertThrows(() => parseMarkups({ byCategory, others: Infinity }), InvalidInput);

  assertEquals(error.issues.map(({ path }) => path), [
    "byCategory.Music",
    "byCategory.a b",
    "byCategory.low",
    "byCategory.half",
    "byCategory.high",
    "byCategory.no",
    "others",
  ]);
  assertEquals(error.issues[0]?.message, "must be the id of a category");
});
