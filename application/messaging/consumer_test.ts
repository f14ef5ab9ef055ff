import { assertThrows } from "@std/assert";
import { InvalidInput } from "../../domain/kernel/errors.ts";
import { type Consumer, InvalidConsumer, requireConsumers } from "./consumer.ts";

function consumer(options: Partial<Consumer> = {}): Consumer {
  return { name: "lamps", topics: ["house.LampLit"], handle: () => {}, ...options };
}

Deno.test("[F-11] requireConsumers refuses two of one name, whatever they hear", () => {
  const twice = [consumer(), consumer({ name: "others" }), consumer({ topics: ["house.*"] })];

  requireConsumers(twice.slice(0, 2));
  assertThrows(() => requireConsumers(twice), InvalidConsumer, 'Cannot run "lamps" twice');
});

Deno.test("requireConsumers refuses names that no group can have", () => {
  for (const name of ["", "Lamps", "a b", "a.b", "ä", "a\n", "a".repeat(41)]) {
    assertThrows(() => requireConsumers([consumer({ name })]), InvalidConsumer);
  }
  requireConsumers([consumer({ name: "a".repeat(40) })]);
});

Deno.test("requireConsumers refuses a consumer of nothing", () => {
  assertThrows(() => requireConsumers([consumer({ topics: [] })]), InvalidConsumer, "no topics");
  assertThrows(() => requireConsumers([consumer({ topics: ["house"] })]), InvalidInput, "house");
});
