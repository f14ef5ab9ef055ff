/** The catalog in this process, as orders ask for it. */

import type { Catalog } from "../../application/catalog/catalog.ts";
import type { FindProduct, ReleaseStock, ReserveStock } from "../../application/orders/ports.ts";
import { isDomainError } from "../../domain/kernel/errors.ts";
import type { ProductFacts } from "../../domain/orders/order_item.ts";

/** What orders ask of a catalogue, wherever it is. */
export interface Selling {
  readonly findProduct: FindProduct;
  readonly reserveStock: ReserveStock;
  readonly releaseStock: ReleaseStock;
}

/**
 * Gives orders the use cases of the catalog.
 *
 * @example
 * ```ts
 * import { compose, readConfig, sellingCatalog } from "@portico/core/composition";
 *
 * await using application = await compose(readConfig({ STORE_URL: "memory:" }));
 * const { findProduct } = sellingCatalog(application.catalog);
 * await findProduct("prod1"); // undefined: nothing is for sale yet
 * ```
 */
export function sellingCatalog(
  catalog: Pick<Catalog, "get" | "reserve" | "release">,
): Selling {
  return {
    findProduct: (id) => findProduct(catalog, id),
    reserveStock: async (request, signal) => {
      signal.throwIfAborted();
      return await catalog.reserve(request);
    },
    releaseStock: async (claim, signal) => {
      signal.throwIfAborted();
      return await catalog.release(claim);
    },
  };
}

async function findProduct(
  catalog: Pick<Catalog, "get">,
  id: string,
): Promise<ProductFacts | undefined> {
  try {
    const { name, price, stock } = await catalog.get({ id });
    return { id, name, price, available: stock };
  } catch (error) {
    if (isDomainError(error) && error.code === "catalog/product-not-found") return undefined;
    throw error;
  }
}
