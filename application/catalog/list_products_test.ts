import { assertEquals, assertRejects } from "@std/assert";
import { test } from "@std/testing/bdd";
import { InvalidInput } from "../../domain/kernel/errors.ts";
import { InvalidCursor } from "../store/errors.ts";
import { type CatalogRoom, catalogRoom, dollars } from "./testdata/catalog_room.ts";

test("listProducts lists in the order of creation, page by page", async () => {
  const room = await stocked([["d", "x"], ["b", "y"], ["a", "x"], ["c", "y"], ["e", "x"]]);
  const { catalog } = room;

  const first = await catalog.list({ limit: 3 });
  await catalog.reprice({ id: "d", basePrice: dollars(1) });
  const second = await catalog.list({ limit: 3, after: first.next });

  assertEquals<string[]>(first.items.map(({ id }) => id), ["d", "b", "a"]);
  assertEquals<string[]>(second.items.map(({ id }) => id), ["c", "e"]);
  assertEquals(second.next, undefined);
});

test("listProducts lists a category as people spell it, and no other that begins like it", async () => {
  const { catalog } = await stocked([
    ["d", "home"],
    ["b", "home-garden"],
    ["a", "home"],
    ["c", "home0"],
    ["g", "home_"],
    ["f", "hom"],
    ["e", "home"],
  ]);

  const first = await catalog.list({ categoryId: " Home ", limit: 2 });
  const second = await catalog.list({ categoryId: "home", limit: 2, after: first.next });

  assertEquals<string[]>(first.items.map(({ id }) => id), ["d", "a"]);
  assertEquals<string[]>(second.items.map(({ id }) => id), ["e"]);
  assertEquals(second.next, undefined);
  assertEquals((await catalog.list({ categoryId: "none", limit: 2 })).items, []);
});

test("listProducts answers products as get does, and shares nothing", async () => {
  const { catalog } = await stocked([["a", "x"]]);
  const before = await catalog.get({ id: "a" });
  const { items } = await catalog.list({ limit: 1 });
  assertEquals(items, [before]);

  Object.assign(items[0] ?? {}, { name: "Eve" });
  Object.assign(items[0]?.price ?? {}, { amount: 0 });

  assertEquals(await catalog.get({ id: "a" }), before);
  assertEquals((await catalog.list({ limit: 1 })).items, [before]);
});

test("listProducts refuses a category that is none, and a cursor that is none", async () => {
  const { catalog } = catalogRoom();

  for (const categoryId of ["", "a/b", "a".repeat(65)]) {
    const error = await assertRejects(() => catalog.list({ categoryId, limit: 1 }), InvalidInput);
    assertEquals(error.issues.map(({ path }) => path), ["categoryId"]);
  }
  await assertRejects(() => catalog.list({ limit: 1, after: "nonsense" }), InvalidCursor);
});

async function stocked(products: readonly (readonly [string, string])[]): Promise<CatalogRoom> {
  const ids = products.map(([id]) => id);
  const room = catalogRoom({ newId: () => ids.shift() ?? "none left" });
  for (const [name, categoryId] of products) {
    await room.catalog.create({ name, categoryId, basePrice: dollars(100) });
    room.clock.advance(1);
  }
  return room;
}
