import { assertEquals } from "@std/assert";
import { Recent } from "./recent.ts";

Deno.test("Recent keeps what is used and lets go of what is not", () => {
  const recent = new Recent<number>();
  recent.set("used", 1);
  recent.set("unused", 2);

  for (let at = 0; at < 30_000; at++) {
    recent.set(`${at}`, at);
    recent.get("used");
  }

  assertEquals([recent.get("used"), recent.get("unused"), recent.get("29999")], [
    1,
    undefined,
    29_999,
  ]);
  recent.clear();
  assertEquals(recent.get("used"), undefined);
});
