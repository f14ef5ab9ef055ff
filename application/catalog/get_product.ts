/** Looking up one product. */

import type { Product } from "../../domain/catalog/product.ts";
import type { Stored } from "../store/collection.ts";
import type { ProductRepository } from "./ports.ts";
import { requireProduct } from "./require_product.ts";

/** Asks for one product. */
export interface GetProduct {
  readonly id: string;
}

/** What looking up needs. */
export interface GetProductPorts {
  readonly products: Pick<ProductRepository, "get">;
}

/**
 * Gives a product.
 *
 * @throws {ProductNotFound}
 */
export async function getProduct(
  { products }: GetProductPorts,
  { id }: GetProduct,
): Promise<Stored<Product>> {
  return await requireProduct(products, { id });
}
