/** Products as clients get them. */

import type { Product } from "../../domain/catalog/product.ts";
import type { Stored } from "../store/collection.ts";

/** Writes a product as clients get it. */
export function productAnswer(
  { id, name, categoryId, basePrice, price, stock, version }: Stored<Product>,
): Omit<Stored<Product>, "createdAt"> {
  return { id, name, categoryId, basePrice, price, stock, version };
}
