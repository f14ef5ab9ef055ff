/** Products as documents: found by id, listed in the order of creation, all or those of a category. */

import { z } from "zod";
import type { CategoryId } from "../../domain/catalog/category_id.ts";
import type { Product } from "../../domain/catalog/product.ts";
import { moneyShape } from "../money_shape.ts";
import { type Collection, collection } from "../store/collection.ts";
import type { IndexRange } from "../store/store.ts";

/** The name of the collection of all products. */
export const PRODUCTS = "products";

const shape = z.object({
  id: z.string(),
  name: z.string(),
  categoryId: z.string(),
  basePrice: moneyShape,
  price: moneyShape,
  stock: z.int().nonnegative(),
  createdAt: z.string(),
});

/** The collection of all products. */
export const productDocuments: Collection<Product> = collection<Product>({
  name: PRODUCTS,
  id: (product) => product.id,
  schema: { version: 1, parse: parseProduct },
  encode: encodeProduct,
  index: ({ categoryId, createdAt }) => ({
    createdAt,
    category: `${categoryId}/${createdAt}`,
  }),
});

/** Tells where the index has all products, or those of one category, in the order of creation. */
export function productsOf(categoryId: CategoryId | undefined): IndexRange {
  if (categoryId === undefined) return { index: "createdAt" };
  // Category ids have no "/", and "0" is the character that follows it.
  return { index: "category", from: `${categoryId}/`, to: `${categoryId}0` };
}

/** A product as JSON. */
export type ProductJson = z.infer<typeof shape>;

/** Validates a stored product. What was a name or a price when it was stored still is one. */
export function parseProduct(data: unknown): Product {
  return shape.parse(data) as Product;
}

/** Writes a product and nothing else that is known about it, such as its version. */
export function encodeProduct(product: Product): ProductJson {
  return shape.parse(product);
}
