/** Everything that can be asked of the catalog: the table of contents of the context. */

import type { Product } from "../../domain/catalog/product.ts";
import type { CommandContext } from "../command_context.ts";
import type { Saved, Stored } from "../store/collection.ts";
import type { Page } from "../store/store.ts";
import { type CreateProduct, createProduct, type CreateProductPorts } from "./create_product.ts";
import { type GetProduct, getProduct, type GetProductPorts } from "./get_product.ts";
import { type ListProducts, listProducts, type ListProductsPorts } from "./list_products.ts";
import { loadDemoProducts, type LoadDemoProductsPorts } from "./load_demo_products.ts";
import {
  type ReleaseOutcome,
  type ReleaseProducts,
  releaseProducts,
  type ReleaseProductsPorts,
} from "./release_products.ts";
import {
  type RepriceProduct,
  repriceProduct,
  type RepriceProductPorts,
} from "./reprice_product.ts";
import {
  type ReserveOutcome,
  type ReserveProducts,
  reserveProducts,
  type ReserveProductsPorts,
} from "./reserve_products.ts";
import { type SetStock, setStock, type SetStockPorts } from "./set_stock.ts";

/** What the use cases of the catalog need, all together. */
export interface CatalogPorts
  extends
    CreateProductPorts,
    RepriceProductPorts,
    SetStockPorts,
    GetProductPorts,
    ListProductsPorts,
    ReserveProductsPorts,
    ReleaseProductsPorts,
    LoadDemoProductsPorts {
  readonly products:
    & CreateProductPorts["products"]
    & GetProductPorts["products"]
    & ListProductsPorts["products"]
    & ReserveProductsPorts["products"];
}

/** The use cases of the catalog, with their ports given. */
export interface Catalog {
  readonly create: (command: CreateProduct, context?: CommandContext) => Promise<Saved<Product>>;
  readonly reprice: (command: RepriceProduct, context?: CommandContext) => Promise<Saved<Product>>;
  readonly setStock: (command: SetStock, context?: CommandContext) => Promise<Saved<Product>>;
  readonly get: (query: GetProduct) => Promise<Stored<Product>>;
  readonly list: (query: ListProducts) => Promise<Page<Stored<Product>>>;
  readonly reserve: (command: ReserveProducts, context?: CommandContext) => Promise<ReserveOutcome>;
  readonly release: (command: ReleaseProducts, context?: CommandContext) => Promise<ReleaseOutcome>;
  readonly loadDemo: (context?: CommandContext) => Promise<readonly Saved<Product>[]>;
}

/**
 * Gives the use cases of the catalog their ports.
 *
 * @example
 * ```ts
 * import { createCatalog, productRepository, standardMarkups } from "@portico/core";
 * import { memoryStore } from "@portico/core/memory";
 * import { randomIds, systemClock, systemRandom } from "@portico/core/system";
 *
 * const clock = systemClock();
 * const newId = randomIds();
 * await using store = memoryStore({ clock, newId });
 * const catalog = createCatalog({
 *   products: productRepository({ store, clock, random: systemRandom() }),
 *   markups: standardMarkups,
 *   clock,
 *   newId,
 * });
 * const laptop = await catalog.create({
 *   name: "Laptop",
 *   categoryId: "electronics",
 *   basePrice: { amount: 999_99, currency: "USD" },
 *   stock: 10,
 * });
 * laptop.price.amount; // 1149_99
 * await catalog.reserve({
 *   order: "7",
 *   attempt: 1,
 *   lines: [{ productId: laptop.id, quantity: 2 }],
 * }); // { status: "reserved", ... }
 * ```
 */
export function createCatalog(ports: CatalogPorts): Catalog {
  return {
    create: (command, context) => createProduct(ports, command, context),
    reprice: (command, context) => repriceProduct(ports, command, context),
    setStock: (command, context) => setStock(ports, command, context),
    get: (query) => getProduct(ports, query),
    list: (query) => listProducts(ports, query),
    reserve: (command, context) => reserveProducts(ports, command, context),
    release: (command, context) => releaseProducts(ports, command, context),
    loadDemo: (context) => loadDemoProducts(ports, context),
  };
}
