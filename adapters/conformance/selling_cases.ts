/** The cases of the selling kit. */

import assert from "node:assert/strict";
import type { StockClaim, StockOutcome } from "../../application/orders/ports.ts";
import { parseMoney } from "../../domain/kernel/money.ts";
import type { SellingPlace } from "./selling_place.ts";

/** A case of the kit. */
export interface SellingCase {
  readonly does: string;
  readonly run: (place: SellingPlace) => Promise<void>;
}

export const sellingCases: readonly SellingCase[] = [
  { does: "a product is found, with its name, its price and its units", run: isFound },
  { does: "what is no product is not found, whatever its id", run: isNotFound },
  { does: "all lines of an attempt are put aside, once however often it asks", run: reservesOnce },
  {
    does: "nothing is put aside when there is too little, and it stays so",
    run: reservesAllOrNone,
  },
  { does: "of a product that does not exist there is too little", run: knowsAllProducts },
  { does: "what an attempt holds is given back, once however often it asks", run: releasesOnce },
  { does: "a reservation that comes after its release takes nothing", run: refusesLate },
  { does: "each attempt of each order has a reservation of its own", run: keepsApart },
  { does: "an attempt that asks many times at once is answered once", run: answersOnce },
  { does: "of many attempts at once as many succeed as there are units", run: neverOversells },
  { does: "nothing is done once its signal is aborted", run: heedsSignals },
];

const price = parseMoney({ amount: 999_99, currency: "USD" });
const patient = new AbortController().signal;
const claim = (attempt = 1, order = "order-7"): StockClaim => ({ order, attempt });

async function isFound({ sell, findProduct }: SellingPlace): Promise<void> {
  const name = 'Zoë\'s "Laptop" 松本 👩‍🚀';
  const id = await sell({ name, price, units: 7 });

  assert.deepEqual(await findProduct(id), { id, name, price, available: 7 });
}

async function isNotFound({ sell, findProduct }: SellingPlace): Promise<void> {
  const id = await sell({ name: "Laptop", price, units: 7 });
  const others = ["", ".", "..", "/", `${id}/`, `${id}?`, `${id}#`, "%2e%2e", "\u0000", "ü 松"];

  for (const other of [...others, `./${id}`, `x/../${id}`, "a".repeat(600)]) {
    assert.equal(await findProduct(other), undefined, JSON.stringify(other));
  }
}

async function reservesOnce(place: SellingPlace): Promise<void> {
  const { sell, reserveStock } = place;
  const [laptop, mouse] = [
    await sell({ name: "Laptop", price, units: 7 }),
    await sell({ name: "Mouse", price, units: 50 }),
  ];
  const lines = [{ productId: laptop, quantity: 2 }, { productId: mouse, quantity: 50 }];

  for (let n = 0; n < 3; n++) {
    const { status } = await reserveStock({ ...claim(), lines }, patient);
    assert.equal(status, "reserved");
  }
  assert.deepEqual([await unitsOf(place, laptop), await unitsOf(place, mouse)], [5, 0]);
}

async function reservesAllOrNone(place: SellingPlace): Promise<void> {
  const { sell, reserveStock, releaseStock } = place;
  const [laptop, mouse] = [
    await sell({ name: "Laptop", price, units: 7 }),
    await sell({ name: "Mouse", price, units: 1 }),
  ];
  const lines = [{ productId: laptop, quantity: 2 }, { productId: mouse, quantity: 1 }];
  await reserveStock({ ...claim(1), lines: lines.slice(1) }, patient);

  const first = await reserveStock({ ...claim(2), lines }, patient);
  await releaseStock(claim(1), patient);
  const again = await reserveStock({ ...claim(2), lines }, patient);

  for (const outcome of [first, again]) refusedFor(outcome, mouse);
  assert.deepEqual([await unitsOf(place, laptop), await unitsOf(place, mouse)], [7, 1]);
}

async function knowsAllProducts(place: SellingPlace): Promise<void> {
  const { sell, reserveStock } = place;
  const laptop = await sell({ name: "Laptop", price, units: 7 });
  const lines = [{ productId: laptop, quantity: 1 }, { productId: "nothing", quantity: 1 }];

  refusedFor(await reserveStock({ ...claim(), lines }, patient), "nothing");
  assert.equal(await unitsOf(place, laptop), 7);
}

async function releasesOnce(place: SellingPlace): Promise<void> {
  const { sell, reserveStock, releaseStock } = place;
  const productId = await sell({ name: "Laptop", price, units: 7 });
  for (const attempt of [1, 2]) {
    await reserveStock({ ...claim(attempt), lines: [{ productId, quantity: 3 }] }, patient);
  }

  for (let n = 0; n < 3; n++) await releaseStock(claim(1), patient);

  assert.equal(await unitsOf(place, productId), 4);
}

async function refusesLate(place: SellingPlace): Promise<void> {
  const { sell, reserveStock, releaseStock } = place;
  const productId = await sell({ name: "Laptop", price, units: 7 });
  const lines = [{ productId, quantity: 3 }];
  await releaseStock(claim(1), patient);
  await reserveStock({ ...claim(2), lines }, patient);
  await releaseStock(claim(2), patient);

  for (const attempt of [1, 2]) {
    const { status } = await reserveStock({ ...claim(attempt), lines }, patient);
    assert.equal(status, "released");
  }
  assert.equal(await unitsOf(place, productId), 7);
}

async function keepsApart(place: SellingPlace): Promise<void> {
  const { sell, reserveStock, releaseStock } = place;
  const productId = await sell({ name: "Laptop", price, units: 100 });
  const orders = ["7", "7/1", "7%2F1", 'Zoë\'s "7"', "松本 👩‍🚀", "7?x=1", "7#1", "a b+c", "7_1"];
  const claims = orders.flatMap((order) => [1, 11].map((attempt) => ({ order, attempt })));

  for (const each of claims) {
    await reserveStock({ ...each, lines: [{ productId, quantity: 1 }] }, patient);
  }
  assert.equal(await unitsOf(place, productId), 100 - claims.length);

  for (const each of claims.slice(1)) await releaseStock(each, patient);
  assert.equal(await unitsOf(place, productId), 99);
}

async function answersOnce(place: SellingPlace): Promise<void> {
  const { sell, reserveStock, releaseStock } = place;
  const productId = await sell({ name: "Laptop", price, units: 100 });
  const lines = [{ productId, quantity: 3 }];

  await atOnce(12, () => reserveStock({ ...claim(), lines }, patient));
  assert.equal(await unitsOf(place, productId), 97);

  await atOnce(12, () => releaseStock(claim(), patient));
  assert.equal(await unitsOf(place, productId), 100);
}

async function neverOversells(place: SellingPlace): Promise<void> {
  const { sell, reserveStock } = place;
  const productId = await sell({ name: "Laptop", price, units: 10 });
  const lines = [{ productId, quantity: 1 }];

  const outcomes = await atOnce(
    30,
    (n) => reserveStock({ ...claim(1, `order-${n}`), lines }, patient),
  );

  const reserved = outcomes.filter(({ status }) => status === "reserved");
  assert.deepEqual([reserved.length, await unitsOf(place, productId)], [10, 0]);
}

async function heedsSignals(place: SellingPlace): Promise<void> {
  const { sell, reserveStock, releaseStock } = place;
  const productId = await sell({ name: "Laptop", price, units: 7 });
  const lines = [{ productId, quantity: 3 }];
  await reserveStock({ ...claim(1), lines }, patient);
  const over = AbortSignal.abort();

  await assert.rejects(async () => await reserveStock({ ...claim(2), lines }, over));
  await assert.rejects(async () => await releaseStock(claim(1), over));

  assert.equal(await unitsOf(place, productId), 4);
}

async function unitsOf({ findProduct }: SellingPlace, id: string): Promise<number | undefined> {
  return (await findProduct(id))?.available;
}

function refusedFor(outcome: StockOutcome, productId: string): void {
  assert.equal(outcome.status, "out-of-stock");
  assert.equal(outcome.status === "out-of-stock" && outcome.productId, productId);
}

function atOnce<Answer>(
  times: number,
  call: (n: number) => Promise<Answer>,
): Promise<readonly Answer[]> {
  return Promise.all(Array.from({ length: times }, (_, n) => call(n)));
}
