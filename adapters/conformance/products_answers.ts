/** Cases of the port of products: what reads and changes answer. */

import assert from "node:assert/strict";
import type { ProductRepository } from "../../application/catalog/ports.ts";
import { parseCategoryId } from "../../domain/catalog/category_id.ts";
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

/** What is answered. */
export const productAnswerCases: readonly ProductRepositoryCase[] = [
  { does: "what is missing is undefined, and no list has it", run: missesNothing },
  { does: "what was added is found by id, in the list, and in its category", run: findsAdded },
  { does: "two loads share nothing, with each other or with what is stored", run: sharesNothing },
  { does: "a change is answered with its version, which only grows", run: answersVersions },
  { does: "work that stages nothing answers what it read", run: answersUnchanged },
  { does: "inside, reads see what was staged", run: seesStaged },
  { does: "a list is in the order of creation, page by page", run: listsInOrder },
  { does: "a reservation is kept word for word, under its order and attempt", run: keeps },
];

async function missesNothing(products: ProductRepository): Promise<void> {
  await add(products, "1");

  assert.equal(await products.get(idOf("2")), undefined);
  assert.equal(await reservationOf(products, keyOf("1")), undefined);
  const categoryId = parseCategoryId("music");
  assert.deepEqual((await products.list({ categoryId, limit: 10 })).items, []);
  assert.equal((await products.list({ limit: 10 })).items.length, 1);
}

async function findsAdded(products: ProductRepository): Promise<void> {
  const added = asRead(await add(products, "1"));
  const { categoryId } = added;

  assert.deepEqual(await products.get(idOf("1")), added);
  assert.deepEqual((await products.list({ limit: 10 })).items, [added]);
  assert.deepEqual((await products.list({ categoryId, limit: 10 })).items, [added]);
}

async function sharesNothing(products: ProductRepository): Promise<void> {
  const added = await add(products, "1");
  const before = structuredClone(asRead(added));
  const [one, two] = [await products.get(idOf("1")), await products.get(idOf("1"))];
  assert.ok(one && two);

  for (const product of [added, one]) {
    Object.assign(product, { name: "Eve" });
    Object.assign(product.price, { amount: 0 });
  }

  assert.deepEqual(two, before);
  assert.deepEqual(await products.get(idOf("1")), before);
}

async function answersVersions(products: ProductRepository): Promise<void> {
  let before = await add(products, "1");
  for (const stock of [3, 2, 1]) {
    const after = await restock(products, "1", () => stock);
    assert.ok(after.version > before.version, "The version grows");
    assert.ok(after.position > before.position, "So does the position, by the event");
    assert.deepEqual(await products.get(idOf("1")), asRead(after));
    before = after;
  }
  const { position } = await take(products, "7", "1");
  assert.ok(position > before.position, "The position grows with a reservation too");
  const taken = await products.get(idOf("1"));
  assert.ok(taken && taken.version > before.version, "And so does the product's version");
}

async function answersUnchanged(products: ProductRepository): Promise<void> {
  const added = await add(products, "1");
  const { position } = await add(products, "2");

  const answer = await restock(products, "1", (before) => before);

  assert.deepEqual(answer, { ...added, position });
  assert.deepEqual(await products.get(idOf("1")), asRead(added));
}

async function seesStaged(products: ProductRepository): Promise<void> {
  await add(products, "1");

  await products.change(async (changes) => {
    const added = stageAdd(changes, "2");
    await stageStock(changes, "1", () => 3);
    assert.equal((await changes.get(added.id))?.id, "2");
    assert.equal((await changes.get(idOf("1")))?.stock, 3);
    assert.equal(await products.get(added.id), undefined, "Outside, nothing has happened yet");
    return added;
  });
  await products.changeStock(async (stock) => {
    const reservation = await stageTake(stock, "7", "1");
    assert.deepEqual(await stock.getReservation(keyOf("7")), reservation);
    assert.equal((await stock.get(idOf("1")))?.stock, 2);
    assert.equal((await products.get(idOf("1")))?.stock, 3, "Outside, nothing has happened yet");
    return reservation;
  });
}

async function listsInOrder(products: ProductRepository): Promise<void> {
  const ids = ["d", "b", "a", "c", "e"];
  for (const [at, id] of ids.entries()) {
    await add(products, id, { category: id === "b" ? "books-new" : "books", at });
  }
  const categoryId = parseCategoryId("books");

  const first = await products.list({ limit: 3 });
  const ofBooks = await products.list({ categoryId, limit: 3 });
  await restock(products, "d", () => 0);
  await add(products, "0", { at: ids.length });
  const second = await products.list({ limit: 3, after: first.next });
  const restOfBooks = await products.list({ categoryId, limit: 3, after: ofBooks.next });

  assert.deepEqual(first.items.map(({ id }) => id), ["d", "b", "a"]);
  assert.deepEqual(second.items.map(({ id }) => id), ["c", "e", "0"]);
  assert.equal(second.next, undefined);
  assert.deepEqual(ofBooks.items.map(({ id }) => id), ["d", "a", "c"]);
  assert.deepEqual(restOfBooks.items.map(({ id }) => id), ["e", "0"]);
}

async function keeps(products: ProductRepository): Promise<void> {
  const lines = [{ productId: idOf("1"), quantity: 1 }, { productId: idOf("2"), quantity: 3 }];
  const reservations = [
    { order: "a", attempt: 1, lines, status: "reserved" },
    { order: "a", attempt: 2, lines, status: "out-of-stock", productId: idOf("2") },
    { order: "a", attempt: 11, status: "released" },
    { order: "a/1", attempt: 1, lines, status: "reserved" },
  ] as const;

  for (const reservation of reservations) {
    await products.changeStock(({ saveReservation }) => {
      saveReservation(reservation);
      return Promise.resolve(reservation);
    });
  }

  for (const reservation of reservations) {
    assert.deepEqual(await reservationOf(products, reservation), reservation);
  }
}
