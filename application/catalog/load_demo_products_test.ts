import { assertEquals } from "@std/assert";
import { test } from "@std/testing/bdd";
import { catalogRoom, dollars } from "./testdata/catalog_room.ts";

test("loadDemoProducts makes the three products that the demos know", async () => {
  const { catalog } = catalogRoom();

  const loaded = await catalog.loadDemo();

  assertEquals<unknown>(loaded.map(({ id, name, price, stock }) => [id, name, price, stock]), [
    ["prod1", "Laptop", dollars(999_99), 10],
    ["prod2", "Mouse", dollars(29_99), 50],
    ["prod3", "Keyboard", dollars(79_99), 25],
  ]);
  const { items } = await catalog.list({ categoryId: "electronics", limit: 10 });
  assertEquals(items, loaded.map(({ position: _, ...product }) => product));
});

test("loadDemoProducts again, or five times at once, makes nothing new", async () => {
  const { catalog, events } = catalogRoom();

  await Promise.all(Array.from({ length: 5 }, () => catalog.loadDemo()));
  await catalog.loadDemo();

  assertEquals((await events()).map(({ stream, type }) => [stream, type]), [
    ["product/prod1", "ProductCreated"],
    ["product/prod2", "ProductCreated"],
    ["product/prod3", "ProductCreated"],
  ]);
});

test("loadDemoProducts leaves what has been sold and repriced as it is", async () => {
  const { catalog } = catalogRoom();
  await catalog.loadDemo();
  const lines = [{ productId: "prod1", quantity: 10 }];
  await catalog.reserve({ order: "1", attempt: 1, lines });
  await catalog.reprice({ id: "prod2", basePrice: dollars(100) });

  const [laptop, mouse] = await catalog.loadDemo();

  assertEquals([laptop?.stock, mouse?.price.amount], [0, 115]);
});

test("loadDemoProducts with one command id has one answer", async () => {
  const { catalog } = catalogRoom();
  const context = { commandId: "c-1", metadata: { actor: "cli" } };
  const loaded = await catalog.loadDemo(context);
  await catalog.setStock({ id: "prod1", stock: 0 });

  assertEquals(await catalog.loadDemo(context), loaded);
});
