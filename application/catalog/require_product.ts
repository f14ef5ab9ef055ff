/** The first steps of every change of a product. */

import { ProductNotFound } from "../../domain/catalog/errors.ts";
import type { Product } from "../../domain/catalog/product.ts";
import { isProductId } from "../../domain/catalog/product_id.ts";
import { StaleVersion } from "../../domain/kernel/stale_version.ts";
import type { Stored } from "../store/collection.ts";
import type { ProductChanges } from "./ports.ts";

/** Which product is meant. */
export interface ProductTarget {
  readonly id: string;
  /** The version the caller has seen; absent, any will do. */
  readonly expectedVersion?: number | undefined;
}

/**
 * Reads a product that must exist, at the version that was expected.
 *
 * @throws {ProductNotFound | StaleVersion}
 */
export async function requireProduct(
  products: Pick<ProductChanges, "get">,
  { id, expectedVersion }: ProductTarget,
): Promise<Stored<Product>> {
  const product = isProductId(id) ? await products.get(id) : undefined;
  if (product === undefined) throw new ProductNotFound(id);
  if (expectedVersion !== undefined && product.version !== expectedVersion) {
    throw new StaleVersion(`product ${JSON.stringify(id)}`, expectedVersion, product.version);
  }
  return product;
}
