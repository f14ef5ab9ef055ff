/** Products: what they are called, what they cost, and how many there are to be had. */

import { isSameMoney, type Money } from "../kernel/money.ts";
import type { CategoryId } from "./category_id.ts";
import type { Markups } from "./markups.ts";
import { priceOf } from "./pricing.ts";
import type { ProductDetails } from "./product_details.ts";
import type { ProductId } from "./product_id.ts";
import type { ProductName } from "./product_name.ts";

/** Something that is sold. */
export interface Product {
  readonly id: ProductId;
  readonly name: ProductName;
  readonly categoryId: CategoryId;
  readonly basePrice: Money;
  /** What it is sold for: the base price and the markup of the category. */
  readonly price: Money;
  /** Units that nobody has reserved. */
  readonly stock: number;
  /** ISO 8601 UTC. */
  readonly createdAt: string;
}

/** There is a new product. */
export type ProductCreated = {
  readonly type: "ProductCreated";
  readonly data: {
    readonly productId: ProductId;
    readonly name: ProductName;
    readonly categoryId: CategoryId;
    readonly basePrice: Money;
    readonly price: Money;
    readonly stock: number;
  };
};

/** A product has another base price, another price, or both. */
export type ProductRepriced = {
  readonly type: "ProductRepriced";
  readonly data: {
    readonly productId: ProductId;
    readonly basePrice: Money;
    readonly price: Money;
  };
};

/** Somebody has said how many units there are that nobody has reserved. */
export type StockSet = {
  readonly type: "StockSet";
  readonly data: { readonly productId: ProductId; readonly stock: number };
};

/** Units of a product were put aside for an order. */
export type StockReserved = { readonly type: "StockReserved"; readonly data: StockMoved };

/** Units of a product that were put aside for an order are to be had again. */
export type StockReleased = { readonly type: "StockReleased"; readonly data: StockMoved };

/** Which units went to an order, or came back from it. */
export type StockMoved = {
  readonly productId: ProductId;
  readonly order: string;
  readonly attempt: number;
  readonly quantity: number;
};

/** What happens to products. */
export type ProductEvent =
  | ProductCreated
  | ProductRepriced
  | StockSet
  | StockReserved
  | StockReleased;

/** What a decision came to: the product as it is then, and what happened; nothing may have. */
export interface ProductDecision {
  readonly product: Product;
  readonly event: ProductEvent | undefined;
}

/**
 * Makes a product under a new id.
 *
 * @throws {PriceTooHigh}
 */
export function create(
  id: ProductId,
  details: ProductDetails,
  { at, markups }: { readonly at: string; readonly markups: Markups },
): { readonly product: Product; readonly event: ProductCreated } {
  const { name, categoryId, basePrice, stock } = details;
  const price = priceOf(basePrice, categoryId, markups);
  const product = { id, name, categoryId, basePrice, price, stock, createdAt: at };
  const data = { productId: id, name, categoryId, basePrice, price, stock };
  return { product, event: { type: "ProductCreated", data } };
}

/**
 * Gives a product another base price, and the price that follows from it in the product's own
 * category. Nothing happens when both are what they were.
 *
 * @throws {PriceTooHigh}
 */
export function reprice(product: Product, basePrice: Money, markups: Markups): ProductDecision {
  const { id: productId, categoryId } = product;
  const price = priceOf(basePrice, categoryId, markups);
  if (isSameMoney(product.basePrice, basePrice) && isSameMoney(product.price, price)) {
    return { product, event: undefined };
  }
  return {
    product: { ...product, basePrice, price },
    event: { type: "ProductRepriced", data: { productId, basePrice, price } },
  };
}

/** Says how many units nobody has reserved; nothing happens when it is what it was. */
export function withStock(product: Product, stock: number): ProductDecision {
  if (product.stock === stock) return { product, event: undefined };
  return {
    product: { ...product, stock },
    event: { type: "StockSet", data: { productId: product.id, stock } },
  };
}
