/** Cases of the port of products: which changes happen, and which do not. */

import assert from "node:assert/strict";
import type {
  ProductChanges,
  ProductRepository,
  StockChanges,
} from "../../application/catalog/ports.ts";
import { rejectsWith } from "./assertions.ts";
import type { ProductRepositoryCase } from "./products_place.ts";
import {
  add,
  asRead,
  idOf,
  keyOf,
  reservationOf,
  restock,
  stageAdd,
  stageStock,
  stageTake,
  take,
} from "./products_place.ts";

/** What is changed. */
export const productChangeCases: readonly ProductRepositoryCase[] = [
  { does: "work that throws changes nothing", run: keepsOnThrow },
  { does: "after its end nothing can be staged", run: endsChanges },
  { does: "work that read what another has changed since runs again", run: runsStaleAgain },
  { does: "fifty changes of one product at the same time are all in it", run: losesNoUpdate },
  { does: "an id that exists is not added again", run: addsNoIdTwice },
  { does: "a command id has one effect and one answer", run: repeatsCommands },
  { does: "a command id makes no change of stock a repeat of another", run: repeatsNoStock },
  { does: "of a hundred who reserve the last ten units ten get one", run: sellsNoMore },
  { does: "twenty who ask for one reservation at the same time take once", run: reservesOnce },
];

async function keepsOnThrow(products: ProductRepository): Promise<void> {
  const before = asRead(await add(products, "1"));

  await assert.rejects(
    products.change(async (changes) => {
      await stageStock(changes, "1", () => 0);
      stageAdd(changes, "2");
      throw new Error("on second thoughts");
    }),
    { message: "on second thoughts" },
  );
  await assert.rejects(
    products.changeStock(async (stock) => {
      await stageTake(stock, "7", "1");
      throw new Error("on second thoughts");
    }),
    { message: "on second thoughts" },
  );

  assert.deepEqual((await products.list({ limit: 10 })).items, [before]);
  assert.equal(await reservationOf(products, keyOf("7")), undefined);
}

async function endsChanges(products: ProductRepository): Promise<void> {
  let kept: ProductChanges | undefined;
  let keptStock: StockChanges | undefined;
  await products.change((changes) => {
    kept = changes;
    return Promise.resolve(stageAdd(changes, "1"));
  });
  await products.changeStock((stock) => {
    keptStock = stock;
    return stageTake(stock, "7", "1");
  });
  const before = await products.get(idOf("1"));

  assert.throws(() => stageAdd(kept as ProductChanges, "2"));
  await assert.rejects(stageTake(keptStock as StockChanges, "8", "1"));
  assert.deepEqual((await products.list({ limit: 10 })).items, [before]);
}

async function runsStaleAgain(products: ProductRepository): Promise<void> {
  await add(products, "1");
  const seen: (number | undefined)[] = [];

  const { reservation } = await products.changeStock(async (stock) => {
    seen.push((await stock.get(idOf("1")))?.stock);
    if (seen.length === 1) await restock(products, "1", () => 1);
    return await stageTake(stock, "7", "1");
  });

  assert.deepEqual(seen, [10, 1]);
  assert.equal((await products.get(idOf("1")))?.stock, 0);
  assert.deepEqual(await reservationOf(products, keyOf("7")), reservation);
}

async function losesNoUpdate(products: ProductRepository): Promise<void> {
  await add(products, "1");

  await Promise.all(
    Array.from({ length: 50 }, () => restock(products, "1", (before) => before + 1)),
  );

  assert.equal((await products.get(idOf("1")))?.stock, 60);
}

async function addsNoIdTwice(products: ProductRepository): Promise<void> {
  const before = asRead(await add(products, "1"));
  const ids = ["1", "2"];

  await products.change((changes) => Promise.resolve(stageAdd(changes, ids.shift() ?? "3", "art")));

  assert.deepEqual(await products.get(idOf("1")), before);
  assert.deepEqual((await products.list({ limit: 10 })).items.map(({ id }) => id), ["1", "2"]);
}

async function repeatsCommands(products: ProductRepository): Promise<void> {
  const context = { commandId: "kit/add", fingerprint: "add" };
  const first = await add(products, "1", {}, context);
  await restock(products, "1", () => 0);

  const again = await Promise.all([
    add(products, "2", {}, context),
    add(products, "1", {}, context),
  ]);

  assert.deepEqual(again, [first, first]);
  assert.equal((await products.list({ limit: 10 })).items.length, 1);
  const other = add(products, "3", {}, { ...context, fingerprint: "other" });
  await rejectsWith(other, "command-id-reused", { id: "kit/add" });
}

async function repeatsNoStock(products: ProductRepository): Promise<void> {
  await add(products, "1");
  const context = { commandId: "kit/take" };

  await take(products, "7", "1", context);
  const { reservation } = await take(products, "8", "1", context);

  assert.equal(reservation.order, "8");
  assert.equal((await products.get(idOf("1")))?.stock, 8);
}

async function sellsNoMore(products: ProductRepository): Promise<void> {
  await add(products, "1");

  const answers = await Promise.all(
    Array.from({ length: 100 }, (_, n) => take(products, `${n}`, "1")),
  );

  const reserved = answers.filter(({ reservation }) => reservation.status === "reserved");
  assert.equal(reserved.length, 10);
  assert.equal((await products.get(idOf("1")))?.stock, 0);
  for (const { reservation } of answers) {
    assert.deepEqual(await reservationOf(products, reservation), reservation);
  }
}

async function reservesOnce(products: ProductRepository): Promise<void> {
  await add(products, "1");

  const answers = await Promise.all(
    Array.from(
      { length: 20 },
      () =>
        products.changeStock(async (stock) =>
          await stock.getReservation(keyOf("7")) ?? await stageTake(stock, "7", "1")
        ),
    ),
  );

  for (const { reservation } of answers) assert.deepEqual(reservation, answers[0]?.reservation);
  assert.equal((await products.get(idOf("1")))?.stock, 9);
}
