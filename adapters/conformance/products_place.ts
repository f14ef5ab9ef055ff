/** What an adapter gives to the product repository kit, and what its cases work with. */

import assert from "node:assert/strict";
import type { CommandContext } from "../../application/command_context.ts";
import type { Saved, Stored } from "../../application/store/collection.ts";
import type {
  ProductChanges,
  ProductRepository,
  SavedReservation,
  StockChanges,
} from "../../application/catalog/ports.ts";
import { standardMarkups } from "../../domain/catalog/markups.ts";
import { create, type Product, withStock } from "../../domain/catalog/product.ts";
import { parseProductDetails } from "../../domain/catalog/product_details.ts";
import { parseProductId, type ProductId } from "../../domain/catalog/product_id.ts";
import {
  type Reservation,
  type ReservationKey,
  reserve,
} from "../../domain/catalog/reservation.ts";

/** A fresh, empty repository of products. The kit ends it with the case. */
export interface ProductRepositoryPlace extends AsyncDisposable {
  readonly products: ProductRepository;
}

/** A case of the kit. */
export interface ProductRepositoryCase {
  readonly does: string;
  readonly run: (products: ProductRepository) => Promise<void>;
}

/** Adds a product of ten units. */
export async function add(
  products: ProductRepository,
  id: string,
  { category = "books", at = 0 }: { readonly category?: string; readonly at?: number } = {},
  context?: CommandContext,
): Promise<Saved<Product>> {
  return await products.change(
    (changes) => Promise.resolve(stageAdd(changes, id, category, at)),
    context,
  );
}

/** Stages a product of ten units, of this id, category and minute of creation. */
export function stageAdd(
  changes: ProductChanges,
  id: string,
  category = "books",
  at = 0,
): Product {
  const basePrice = { amount: 100, currency: "USD" };
  const details = { name: `Product ${id}`, categoryId: category, basePrice, stock: 10 };
  const { product, event } = create(idOf(id), parseProductDetails(details), {
    at: new Date(Date.UTC(2026, 0, 1, 0, at)).toISOString(),
    markups: standardMarkups,
  });
  changes.add(product, event);
  return product;
}

/** Sets the stock of a product that exists, from what it was. */
export async function restock(
  products: ProductRepository,
  id: string,
  stock: (before: number) => number,
  context?: CommandContext,
): Promise<Saved<Product>> {
  return await products.change((changes) => stageStock(changes, id, stock), context);
}

/** Stages the stock of a product that exists. */
export async function stageStock(
  changes: Pick<ProductChanges, "get" | "save">,
  id: string,
  stock: (before: number) => number,
): Promise<Product> {
  const before = await changes.get(idOf(id));
  assert.ok(before, `The product ${id} is there`);
  const { product, event } = withStock(before, stock(before.stock));
  if (event !== undefined) changes.save(product, event);
  return product;
}

/** Takes one unit of a product for the first attempt of an order, or nothing. */
export async function take(
  products: ProductRepository,
  order: string,
  id: string,
  context?: CommandContext,
): Promise<SavedReservation> {
  return await products.changeStock((stock) => stageTake(stock, order, id), context);
}

/** Stages what {@linkcode take} takes. */
export async function stageTake(
  stock: StockChanges,
  order: string,
  id: string,
): Promise<Reservation> {
  const product = await stock.get(idOf(id));
  const line = { productId: idOf(id), quantity: 1, product };
  const { reservation, moved } = reserve(keyOf(order), [line]);
  for (const { product, event } of moved) stock.save(product, event);
  stock.saveReservation(reservation);
  return reservation;
}

/** Reads what is stored of the first attempt of an order, and changes nothing. */
export async function reservationOf(
  products: ProductRepository,
  key: ReservationKey,
): Promise<Reservation | undefined> {
  let found: Reservation | undefined;
  await products.changeStock(async ({ getReservation }) => {
    found = await getReservation(key);
    return found ?? { ...key, status: "released" };
  });
  return found;
}

/** The first attempt of an order. */
export function keyOf(order: string): ReservationKey {
  return { order, attempt: 1 };
}

export function idOf(id: string): ProductId {
  return parseProductId(id);
}

/** A product as reads give it. */
export function asRead({ position: _, ...product }: Saved<Product>): Stored<Product> {
  return product;
}
