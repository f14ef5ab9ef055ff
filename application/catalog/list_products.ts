/** Listing products. */

import { parseCategoryId } from "../../domain/catalog/category_id.ts";
import type { Product } from "../../domain/catalog/product.ts";
import { parseFields } from "../../domain/kernel/parse_fields.ts";
import type { Stored } from "../store/collection.ts";
import type { Page } from "../store/store.ts";
import type { ProductQuery, ProductRepository } from "./ports.ts";

/** Asks for products. */
export interface ListProducts extends Omit<ProductQuery, "categoryId"> {
  /** Only those of a category, as people type it; all of them unless told. */
  readonly categoryId?: string | undefined;
}

/** What listing needs. */
export interface ListProductsPorts {
  readonly products: Pick<ProductRepository, "list">;
}

/**
 * Lists products in the order of creation, all or those of a category, page by page.
 *
 * @throws {InvalidInput} when no product can have the category
 */
export async function listProducts(
  { products }: ListProductsPorts,
  { categoryId, limit, after }: ListProducts,
): Promise<Page<Stored<Product>>> {
  if (categoryId === undefined) return await products.list({ limit, after });
  const category = parseFields("the query", { categoryId: () => parseCategoryId(categoryId) });
  return await products.list({ ...category, limit, after });
}
