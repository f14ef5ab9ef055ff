import { assertEquals, assertInstanceOf, assertRejects } from "@std/assert";
import { test } from "@std/testing/bdd";
import { PriceTooHigh, ProductNotFound } from "../../domain/catalog/errors.ts";
import { InvalidInput } from "../../domain/kernel/errors.ts";
import { StaleVersion } from "../../domain/kernel/stale_version.ts";
import { CommandIdReused } from "../store/idempotency.ts";
import type { Catalog } from "./catalog.ts";
import { catalogRoom, dollars, laptop, rejectionsOf } from "./testdata/catalog_room.ts";

const changes: readonly ((
  catalog: Catalog,
  target: { readonly id: string; readonly expectedVersion?: number },
) => Promise<unknown>)[] = [
  (catalog, target) => catalog.reprice({ ...target, basePrice: dollars(1) }),
  (catalog, target) => catalog.setStock({ ...target, stock: 1 }),
];

test("repriceProduct takes the markup of the product's own category", async () => {
  const { catalog, events } = catalogRoom();
  const before = await catalog.create({ ...laptop(), categoryId: "books" });

  const after = await catalog.reprice({ id: before.id, basePrice: dollars(2000) });

  const priced = { basePrice: dollars(2000), price: dollars(2100) };
  assertEquals<unknown>(after, { ...before, ...priced, version: 2, position: 2 });
  const { type, data, stream } = (await events())[1] ?? {};
  assertEquals<unknown>([type, stream], ["ProductRepriced", `product/${before.id}`]);
  assertEquals<unknown>(data, { productId: before.id, ...priced });
});

test("repriceProduct touches nothing else, whatever the caller says", async () => {
  const { catalog } = catalogRoom();
  const before = await catalog.create(laptop());
  const command = { ...laptop(5), id: before.id, name: "X", categoryId: "books" };

  const after = await catalog.reprice({ ...command, basePrice: dollars(100) });

  const priced = { basePrice: dollars(100), price: dollars(115) };
  assertEquals(after, { ...before, ...priced, version: 2, position: 2 });
});

test("setStock sets what can be reserved, and keeps what is", async () => {
  const { catalog, events } = catalogRoom();
  const before = await catalog.create(laptop(10));
  const { id: productId } = before;
  await catalog.reserve({ order: "1", attempt: 1, lines: [{ productId, quantity: 4 }] });

  const after = await catalog.setStock({ id: productId, stock: 0 });
  await catalog.release({ order: "1", attempt: 1 });

  assertEquals<unknown>(after, { ...before, stock: 0, version: 3, position: 3 });
  assertEquals((await catalog.get({ id: productId })).stock, 4);
  assertEquals((await events())[2]?.data, { productId, stock: 0 });
});

test("a change to what already is commits nothing and keeps the version", async () => {
  const { catalog, commits } = catalogRoom();
  const before = await catalog.create(laptop());
  const { id, basePrice, stock } = before;

  assertEquals(await catalog.reprice({ id, basePrice }), before);
  assertEquals(await catalog.setStock({ id, stock }), before);

  assertEquals(commits.length, 1);
});

test("[L-13] repriceProduct and setStock name the wrong field, and change nothing", async () => {
  const { catalog, commits } = catalogRoom();
  const { id } = await catalog.create(laptop());
  const most = dollars(Number.MAX_SAFE_INTEGER);

  for (const amount of [-1, 0.5, NaN, Infinity, 2 ** 53]) {
    const error = await rejectionOf(catalog.reprice({ id, basePrice: dollars(amount) }));
    assertEquals(error.issues.map(({ path }) => path), ["basePrice.amount"]);
  }
  for (const stock of [-1, 0.5, NaN, Infinity, 2 ** 53]) {
    const error = await rejectionOf(catalog.setStock({ id, stock }));
    assertEquals(error.issues.map(({ path }) => path), ["stock"]);
  }
  await assertRejects(() => catalog.reprice({ id, basePrice: most }), PriceTooHigh);
  assertEquals(commits.length, 1);
});

test("no change finds a product that does not exist", async () => {
  const { catalog } = catalogRoom();

  for (const change of changes) {
    for (const id of ["product-1", "", "\0", "a".repeat(5000)]) {
      const error = await assertRejects(() => change(catalog, { id }), ProductNotFound);
      assertEquals([error.code, error.kind], ["catalog/product-not-found", "not-found"]);
      assertEquals(error.id, id);
    }
  }
});

test("no change happens over a version that is no longer the current one", async () => {
  for (const change of changes) {
    const { catalog } = catalogRoom();
    const { id, version } = await catalog.create(laptop());
    await change(catalog, { id, expectedVersion: version });
    const before = await catalog.get({ id });

    const error = await assertRejects(
      () => change(catalog, { id, expectedVersion: version }),
      StaleVersion,
    );

    assertEquals([error.expected, error.actual], [version, before.version]);
    assertEquals(await catalog.get({ id }), before);
  }
});

test("of two who saw the same version one wins, and of two who did not both", async () => {
  const { catalog } = catalogRoom();
  const { id, version: expectedVersion } = await catalog.create(laptop());

  const rejections = await rejectionsOf([
    catalog.setStock({ id, stock: 1, expectedVersion }),
    catalog.setStock({ id, stock: 2, expectedVersion }),
  ]);
  await Promise.all([
    catalog.setStock({ id, stock: 7 }),
    catalog.reprice({ id, basePrice: dollars(100) }),
  ]);

  assertEquals(rejections.length, 1);
  assertInstanceOf(rejections[0], StaleVersion);
  const { stock, price } = await catalog.get({ id });
  assertEquals<unknown>([stock, price], [7, dollars(115)]);
});

test("a change with one command id has one effect and one answer", async () => {
  const { catalog, events } = catalogRoom();
  const { id } = await catalog.create(laptop());
  const repriced = await catalog.reprice({ id, basePrice: dollars(1) }, { commandId: "c-1" });
  const set = await catalog.setStock({ id, stock: 1 }, { commandId: "c-2" });
  const same = await catalog.setStock({ id, stock: 1 }, { commandId: "c-3" });
  await catalog.setStock({ id, stock: 2 });

  assertEquals(
    await catalog.reprice({ id, basePrice: dollars(1) }, { commandId: "c-1" }),
    repriced,
  );
  assertEquals(await catalog.setStock({ id, stock: 1 }, { commandId: "c-2" }), set);
  assertEquals(await catalog.setStock({ id, stock: 1 }, { commandId: "c-3" }), same);
  assertEquals((await catalog.get({ id })).stock, 2);
  assertEquals((await events()).length, 4);
  for (
    const other of [
      () => catalog.setStock({ id, stock: 1 }, { commandId: "c-1" }),
      () => catalog.reprice({ id, basePrice: dollars(2) }, { commandId: "c-1" }),
      () => catalog.reprice({ id, basePrice: dollars(1) }, { commandId: "c-2" }),
      () => catalog.setStock({ id, stock: 2 }, { commandId: "c-2" }),
    ]
  ) await assertRejects(other, CommandIdReused);
});

async function rejectionOf(promise: Promise<unknown>): Promise<InvalidInput> {
  return await assertRejects(() => promise, InvalidInput);
}
