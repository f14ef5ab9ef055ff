import { assertEquals, assertThrows } from "@std/assert";
import { test } from "@std/testing/bdd";
import { InvalidInput } from "../../domain/kernel/errors.ts";
import { parseSender } from "./sender.ts";

test("parseSender reads an address with a name or without", () => {
  assertEquals(parseSender("ada@x.org"), { name: "", address: "ada@x.org" });
  assertEquals(parseSender("Ada L. <ada@localhost>"), { name: "Ada L.", address: "ada@localhost" });
  assertEquals(parseSender('"Love, Ada" <ada@x.org>'), { name: "Love, Ada", address: "ada@x.org" });
});

test("parseSender refuses what is not one sender", () => {
  const texts = ["", "Ada", "a@x.org, b@x.org", "<a@x.org> <b@x.org>", "A\r\nB <a@x.org>", "<>"];

  for (const text of texts) assertThrows(() => parseSender(text), InvalidInput);
});
