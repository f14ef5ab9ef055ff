import { assertEquals, assertThrows } from "@std/assert";
import type { Json } from "../../domain/kernel/json.ts";
import { readAs, type Schema } from "./upcast.ts";

type Lamp = { readonly watts: number; readonly room: string };

const schema: Schema<Lamp> = {
  version: 3,
  parse: (data) => {
    const { watts, room } = data as Lamp;
    if (typeof watts !== "number") throw new TypeError("watts is no number");
    return { watts, room };
  },
  upcasters: {
    1: (data) => ({ watts: Number(data) }),
    2: (data) => ({ ...data as { readonly watts: number }, room: "hall" }),
  },
};

Deno.test("readAs takes data of today's version as it is", () => {
  assertEquals(readAs(schema, 3, { watts: 40, room: "attic" }), { watts: 40, room: "attic" });
});

Deno.test("readAs brings old data up to date one version at a time", () => {
  assertEquals(readAs(schema, 2, { watts: 40 }), { watts: 40, room: "hall" });
  assertEquals(readAs(schema, 1, "40"), { watts: 40, room: "hall" });
});

Deno.test("readAs validates what the upcasters made", () => {
  const broken = { ...schema, upcasters: { 2: (): Json => ({ watts: "40" }) } };

  assertThrows(() => readAs(broken, 2, {}), TypeError, "watts is no number");
});

Deno.test("readAs says which upcaster is missing", () => {
  const { upcasters: _, ...without } = schema;

  assertThrows(() => readAs(without, 1, "40"), TypeError, "no upcaster from 1");
});
