import { assertEquals, assertRejects } from "@std/assert";
import { test } from "@std/testing/bdd";
import { sequentialIds } from "../../adapters/memory/chance.ts";
import { PriceTooHigh } from "../../domain/catalog/errors.ts";
import { parseMarkups } from "../../domain/catalog/markups.ts";
import { InvalidInput } from "../../domain/kernel/errors.ts";
import { CommandIdReused } from "../store/idempotency.ts";
import { createProduct } from "./create_product.ts";
import { catalogRoom, dollars, laptop } from "./testdata/catalog_room.ts";

test("[L-13] createProduct answers the product at its price, with version and position", async () => {
  const { catalog } = catalogRoom();

  const product = await catalog.create({
    ...laptop(),
    name: " Laptop ",
    categoryId: "Electronics",
  });

  assertEquals<unknown>(product, {
    id: "product-1",
    ...laptop(),
    price: dollars(1149_99),
    createdAt: "2026-01-01T00:00:00.000Z",
    version: 1,
    position: 1,
  });
});

test("createProduct leaves the event in the product's own stream, with whence it came", async () => {
  const { catalog, events, commits } = catalogRoom();

  await catalog.create(laptop(), { commandId: "c-1", metadata: { correlationId: "r-1" } });

  const [event] = await events();
  assertEquals([event?.type, event?.stream], ["ProductCreated", "product/product-1"]);
  assertEquals(event?.data, {
    productId: "product-1",
    ...laptop(),
    price: dollars(1149_99),
  });
  assertEquals(event?.metadata, { correlationId: "r-1", commandId: "c-1", schemaVersion: 1 });
  assertEquals(commits.map(({ puts, appends }) => [puts?.length, appends?.length]), [[1, 1]]);
});

test("[L-18] createProduct prices by whatever markups it is given", async () => {
  const { repository: products, clock } = catalogRoom();
  const markups = parseMarkups({ byCategory: { electronics: 25 }, others: 0 });
  const ports = { products, clock, markups, newId: sequentialIds() };

  const { price } = await createProduct(ports, laptop());
  const other = await createProduct(ports, { ...laptop(), categoryId: "books" });

  assertEquals<unknown>([price, other.price], [dollars(1002_49), dollars(999_99)]);
});

test("createProduct has nothing in stock unless told", async () => {
  const { catalog } = catalogRoom();
  const { stock: _, ...unsaid } = laptop();

  assertEquals((await catalog.create(unsaid)).stock, 0);
  assertEquals((await catalog.create({ ...unsaid, stock: undefined })).stock, 0);
});

test("[L-13] createProduct names everything wrong with the input, and commits nothing", async () => {
  const { catalog, commits } = catalogRoom();
  const basePrice = dollars(999.99);

  const error = await assertRejects(
    () => catalog.create({ name: " ", categoryId: "", basePrice, stock: -1 }),
    InvalidInput,
  );
  await assertRejects(
    () => catalog.create({ ...laptop(), basePrice: dollars(Number.MAX_SAFE_INTEGER) }),
    PriceTooHigh,
  );

  assertEquals(error.issues.map(({ path }) => path), [
    "name",
    "categoryId",
    "basePrice.amount",
    "stock",
  ]);
  assertEquals(commits, []);
});

test("createProduct never uses an id again, even when it is given twice", async () => {
  const ids = ["a", "a", "b"];
  const { catalog } = catalogRoom({ newId: () => ids.shift() ?? "none left" });
  await catalog.create(laptop());

  const second = await catalog.create({ ...laptop(), name: "Mouse" });

  assertEquals<string>(second.id, "b");
  assertEquals<string>((await catalog.get({ id: "a" })).name, "Laptop");
});

test("createProduct gives id and price, whatever the caller says", async () => {
  const { catalog } = catalogRoom();
  const command = { ...laptop(), id: "mine", price: dollars(1), version: 9, createdAt: "" };

  const { id, price, version } = await catalog.create(command);

  assertEquals<unknown>([id, price, version], ["product-1", dollars(1149_99), 1]);
});

test("createProduct with one command id has one effect and one answer", async () => {
  const { catalog, events } = catalogRoom();
  const first = await catalog.create(laptop(), { commandId: "c-1" });
  await catalog.setStock({ id: first.id, stock: 1 });

  const again = await Promise.all([
    catalog.create(laptop(), { commandId: "c-1" }),
    catalog.create(laptop(), { commandId: "c-1" }),
  ]);

  assertEquals(again, [first, first]);
  assertEquals((await events()).length, 2);
  const other = () => catalog.create(laptop(11), { commandId: "c-1" });
  await assertRejects(other, CommandIdReused);
});
