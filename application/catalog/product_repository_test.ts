import { assert, assertEquals, assertRejects, assertThrows } from "@std/assert";
import { test } from "@std/testing/bdd";
import { memoryClock } from "../../adapters/memory/clock.ts";
import { sqliteStore } from "../../adapters/sqlite/store.ts";
import { temporaryFile } from "../../adapters/sqlite/testdata/temporary_file.ts";
import { randomIds, systemRandom } from "../../adapters/system/chance.ts";
import { systemClock } from "../../adapters/system/clock.ts";
import { standardMarkups } from "../../domain/catalog/markups.ts";
import type { Product } from "../../domain/catalog/product.ts";
import { parseProductId } from "../../domain/catalog/product_id.ts";
import { UnitOfWorkEnded } from "../store/transaction.ts";
import { type Catalog, createCatalog } from "./catalog.ts";
import type { ProductChanges, StockChanges } from "./ports.ts";
import { productRepository } from "./product_repository.ts";
import { catalogRoom, dollars, laptop } from "./testdata/catalog_room.ts";

const attempt = { order: "7", attempt: 1 };
const lines = [{ productId: "prod1", quantity: 4 }];

test("productRepository refuses the use of changes after their end", async () => {
  const { catalog, repository } = catalogRoom();
  const { id, position: _, ...product } = await catalog.create(laptop());
  let kept: ProductChanges | undefined;
  let keptStock: StockChanges | undefined;
  await repository.change(async (changes) => {
    kept = changes;
    return await changes.get(id) as Product;
  });
  await repository.changeStock((changes) => {
    keptStock = changes;
    return Promise.resolve({ ...attempt, status: "released" });
  });

  assert(kept && keptStock);
  const { get, save } = kept;
  const { getReservation, saveReservation } = keptStock;
  const event = { type: "StockSet", data: { productId: id, stock: 1 } } as const;
  await assertRejects(() => get(id), UnitOfWorkEnded);
  assertThrows(() => save({ ...product, id }, event), UnitOfWorkEnded);
  await assertRejects(() => getReservation(attempt), UnitOfWorkEnded);
  assertThrows(() => saveReservation({ ...attempt, status: "released" }), UnitOfWorkEnded);
});

test("every change of the catalog is one commit that supposes what it read", async () => {
  const { catalog, commits } = catalogRoom({ newId: () => "prod1" });

  const { id, version } = await catalog.create(laptop());
  const repriced = await catalog.reprice({ id, basePrice: dollars(1) });
  await catalog.reserve({ ...attempt, lines });
  await catalog.release(attempt);

  assertEquals(
    commits.map(({ puts }) => puts?.map(({ collection, expect }) => [collection, expect])),
    [
      [["products", "none"]],
      [["products", version]],
      [["products", repriced.version], ["reservations", 0]],
      [["products", repriced.version + 1], ["reservations", repriced.version + 1]],
    ],
  );
});

test("changing a returned product changes nothing stored", async () => {
  const { catalog } = catalogRoom();
  const answered = await catalog.create(laptop());
  const { id } = answered;
  const got = await catalog.get({ id });
  const before = structuredClone(got);

  for (const product of [answered, got]) {
    Object.assign(product, { name: "Eve" });
    Object.assign(product.price, { amount: 0 });
  }

  assertEquals(await catalog.get({ id }), before);
});

test("products and reservations survive a restart", async () => {
  await using file = await temporaryFile();
  const product = await withCatalog(file.path, async (catalog) => {
    await catalog.loadDemo();
    await catalog.reserve({ ...attempt, lines });
    await catalog.release({ order: "7", attempt: 2 });
    return await catalog.get({ id: "prod1" });
  });

  await withCatalog(file.path, async (catalog) => {
    assertEquals(await catalog.get({ id: "prod1" }), product);
    assertEquals((await catalog.reserve({ ...attempt, lines })).status, "reserved");
    assertEquals((await catalog.reserve({ ...attempt, attempt: 2, lines })).status, "released");
    assertEquals((await catalog.get({ id: "prod1" })).stock, 6);
    await catalog.release(attempt);
    assertEquals((await catalog.get({ id: "prod1" })).stock, 10);
  });
});

test("productRepository finds what is there and nothing else", async () => {
  const { catalog, repository } = catalogRoom();
  const { position: _, ...product } = await catalog.create(laptop());

  assertEquals(await repository.get(product.id), product);
  assertEquals(await repository.get(parseProductId("nothing")), undefined);
});

/** A life of the application, from opening its store to closing it. */
async function withCatalog<Result>(
  path: string,
  use: (catalog: Catalog) => Promise<Result>,
): Promise<Result> {
  const newId = randomIds();
  const ports = { clock: systemClock(), random: systemRandom() };
  await using store = await sqliteStore(path, { ...ports, newId });
  const products = productRepository({ ...ports, store });
  return await use(
    createCatalog({ products, markups: standardMarkups, clock: memoryClock(), newId }),
  );
}
