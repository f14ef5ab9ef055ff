import { assert, assertEquals } from "@std/assert";
import { test } from "@std/testing/bdd";
import fc from "fast-check";
import { memoryStore } from "../../adapters/memory/store.ts";
import { sqliteStore } from "../../adapters/sqlite/store.ts";
import { randomIds, systemRandom } from "../../adapters/system/chance.ts";
import { systemClock } from "../../adapters/system/clock.ts";
import { standardMarkups } from "../../domain/catalog/markups.ts";
import { parseProductId } from "../../domain/catalog/product_id.ts";
import type { Store } from "../store/store.ts";
import { type Catalog, createCatalog } from "./catalog.ts";
import { productCodec } from "./product_codec.ts";
import { productRepository } from "./product_repository.ts";
import { reservationDocuments } from "./reservation_document.ts";
import { dollars } from "./testdata/catalog_room.ts";

const ports = { clock: systemClock(), random: systemRandom(), newId: randomIds() };
const stores: Readonly<Record<string, () => Promise<Store>>> = {
  memory: () => Promise.resolve(memoryStore(ports)),
  SQLite: () => sqliteStore(":memory:", ports),
};

for (const [name, open] of Object.entries(stores)) {
  test(`[H-7] over ${name}, a hundred reserve the last ten units at once: exactly ten get one`, async () => {
    await using store = await open();
    const catalog = catalogOver(store, ["pens"]);
    await stock(catalog, [10]);
    const attempts = Array.from({ length: 100 }, (_, order) => ({
      order: `${order}`,
      attempt: 1,
      lines: [{ productId: "pens", quantity: 1 }],
    }));

    const answers = await Promise.all(attempts.map((attempt) => catalog.reserve(attempt)));
    const again = await Promise.all(attempts.map((attempt) => catalog.reserve(attempt)));

    assertEquals(answers.filter(({ status }) => status === "reserved").length, 10);
    assertEquals(answers.filter(({ status }) => status === "out-of-stock").length, 90);
    assertEquals(again.map(({ status }) => status), answers.map(({ status }) => status));
    assertEquals(await stocksOf(catalog), [0]);
    assertEquals(await heldIn(store), { pens: 10 });
    await foldsToDocuments(store, catalog);
  });

  test(`over ${name}, reservations of several products at once take all or nothing`, async () => {
    await using store = await open();
    const catalog = catalogOver(store, ["pens", "inks"]);
    await stock(catalog, [10, 10]);
    const both = [{ productId: "pens", quantity: 1 }, { productId: "inks", quantity: 2 }];

    const answers = await Promise.all(
      Array.from({ length: 30 }, (_, order) =>
        catalog.reserve({
          order: `${order}`,
          attempt: 1,
          lines: order % 2 === 0 ? both : both.toReversed(),
        })),
    );

    assertEquals(answers.filter(({ status }) => status === "reserved").length, 5);
    assertEquals(await stocksOf(catalog), [5, 0]);
    assertEquals(await heldIn(store), { pens: 5, inks: 10 });
    await foldsToDocuments(store, catalog);
  });
}

test("reserve, release and reserve again in any order: stock and reservations stay constant", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(batch(), { maxLength: 12 }), async (batches) => {
      await using store = memoryStore(ports);
      const catalog = catalogOver(store, ["pens", "inks"]);
      await stock(catalog, [5, 3]);
      const released = new Set<string>();

      for (const steps of batches) {
        const before = new Set(released);
        await Promise.all(steps.map(async ({ does, order, attempt }) => {
          const key = `${order}/${attempt}`;
          if (does === "release") {
            await catalog.release({ order, attempt });
            released.add(key);
            return;
          }
          const { status } = await catalog.reserve({ order, attempt, lines: linesOf(key) });
          if (before.has(key)) assertEquals(status, "released");
        }));

        const held = await heldIn(store);
        const [pens = NaN, inks = NaN] = await stocksOf(catalog);
        assertEquals([pens + (held.pens ?? 0), inks + (held.inks ?? 0)], [5, 3]);
        assert(pens >= 0 && inks >= 0);
      }
      await foldsToDocuments(store, catalog);
    }),
    { numRuns: 200 },
  );
});

test("reserve and release one after another answer as a plain model does", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step(), { maxLength: 40 }), async (steps) => {
      await using store = memoryStore(ports);
      const catalog = catalogOver(store, ["pens", "inks"]);
      await stock(catalog, [5, 3]);
      const model = plainModel({ pens: 5, inks: 3 });

      for (const { does, order, attempt } of steps) {
        const key = `${order}/${attempt}`;
        const { status } = does === "release"
          ? await catalog.release({ order, attempt })
          : await catalog.reserve({ order, attempt, lines: linesOf(key) });
        assertEquals(status, model[does](key));
      }

      assertEquals(await stocksOf(catalog), Object.values(model.stock));
    }),
    { numRuns: 200 },
  );
});

interface Step {
  readonly does: "reserve" | "release";
  readonly order: string;
  readonly attempt: number;
}

/** Few orders and attempts, so that steps meet. */
function step(): fc.Arbitrary<Step> {
  return fc.record({
    does: fc.constantFrom("reserve", "reserve", "release"),
    order: fc.constantFrom("1", "2", "1/1"),
    attempt: fc.integer({ min: 1, max: 3 }),
  });
}

/** Steps that are taken at the same time. */
function batch(): fc.Arbitrary<readonly Step[]> {
  return fc.array(step(), { minLength: 1, maxLength: 6 });
}

/** What an attempt asks for, always the same. */
function linesOf(key: string) {
  const quantity = 1 + key.length % 2;
  const pens = { productId: "pens", quantity };
  const inks = { productId: "inks", quantity: 1 };
  return key.endsWith("3") ? [inks] : key.startsWith("1") ? [pens, inks] : [pens];
}

/** The rules once more, in the simplest words. */
function plainModel(stock: Record<string, number>) {
  const answers = new Map<string, "reserved" | "out-of-stock" | "released">();

  function move(key: string, sign: 1 | -1): void {
    for (const { productId, quantity } of linesOf(key)) {
      stock[productId] = (stock[productId] ?? NaN) + sign * quantity;
    }
  }

  return {
    stock,
    reserve: (key: string) => {
      const earlier = answers.get(key);
      if (earlier !== undefined) return earlier;
      const enough = linesOf(key).every(({ productId, quantity }) =>
        (stock[productId] ?? NaN) >= quantity
      );
      if (enough) move(key, -1);
      const answer = enough ? "reserved" : "out-of-stock";
      answers.set(key, answer);
      return answer;
    },
    release: (key: string) => {
      if (answers.get(key) === "reserved") move(key, 1);
      answers.set(key, "released");
      return "released";
    },
  };
}

function catalogOver(store: Store, ids: readonly string[]): Catalog {
  const left = [...ids];
  return createCatalog({
    products: productRepository({ ...ports, store }),
    markups: standardMarkups,
    clock: ports.clock,
    newId: () => left.shift() ?? "none left",
  });
}

async function stock(catalog: Catalog, stocks: readonly number[]): Promise<void> {
  for (const stock of stocks) {
    await catalog.create({ name: "Thing", categoryId: "any", basePrice: dollars(1), stock });
  }
}

/** In the order of `catalogOver`'s ids. */
async function stocksOf(catalog: Catalog): Promise<readonly number[]> {
  const { items } = await catalog.list({ limit: 10 });
  // Two that were created in one millisecond are listed by id, "inks" first.
  return items.toSorted((a, b) => a.id < b.id ? 1 : -1).map(({ stock }) => stock);
}

/** How many units of each product the stored reservations hold. */
async function heldIn(store: Store): Promise<Readonly<Record<string, number>>> {
  const { items } = await reservationDocuments.of(store).find({ limit: 1000 });
  const held: Record<string, number> = {};
  for (const reservation of items) {
    if (reservation.status !== "reserved") continue;
    for (const { productId, quantity } of reservation.lines) {
      held[productId] = (held[productId] ?? 0) + quantity;
    }
  }
  return held;
}

/** The events of every product tell the stock that its document has. */
async function foldsToDocuments(store: Store, catalog: Catalog): Promise<void> {
  for (const { id, stock } of (await catalog.list({ limit: 10 })).items) {
    let told = 0;
    for (const recorded of await store.readStream(`product/${parseProductId(id)}`)) {
      const { type, data } = productCodec.decode(recorded);
      if (type === "ProductCreated" || type === "StockSet") told = data.stock;
      if (type === "StockReserved") told -= data.quantity;
      if (type === "StockReleased") told += data.quantity;
      assert(told >= 0);
    }
    assertEquals(told, stock);
  }
}
