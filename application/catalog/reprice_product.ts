/** Giving a product another base price. */

import type { Markups } from "../../domain/catalog/markups.ts";
import { type Product, reprice } from "../../domain/catalog/product.ts";
import { parseNewBasePrice } from "../../domain/catalog/product_details.ts";
import type { MoneyInput } from "../../domain/kernel/money.ts";
import type { CommandContext } from "../command_context.ts";
import { identified } from "../identified.ts";
import type { Saved } from "../store/collection.ts";
import type { ProductRepository } from "./ports.ts";
import { type ProductTarget, requireProduct } from "./require_product.ts";

/** Asks for another base price. */
export interface RepriceProduct extends ProductTarget {
  /** Not negative. */
  readonly basePrice: MoneyInput;
}

/** What repricing needs. */
export interface RepriceProductPorts {
  readonly products: Pick<ProductRepository, "change">;
  readonly markups: Markups;
}

/**
 * Gives a product another base price, and the price that the markup of its own category gives. What
 * orders have copied stays. When nothing is different the product is left as it was, version and all.
 *
 * @throws {InvalidInput} naming every wrong field
 * @throws {ProductNotFound | StaleVersion | PriceTooHigh} the first that is true
 */
export async function repriceProduct(
  { products, markups }: RepriceProductPorts,
  command: RepriceProduct,
  context: CommandContext = {},
): Promise<Saved<Product>> {
  const { basePrice } = parseNewBasePrice(command);
  const { id, expectedVersion = null } = command;
  return await products.change(async (products) => {
    const { product, event } = reprice(await requireProduct(products, command), basePrice, markups);
    if (event !== undefined) products.save(product, event);
    return product;
  }, identified(context, "RepriceProduct", [id, expectedVersion, basePrice]));
}
