/** Saying how many units of a product there are. */

import { type Product, withStock } from "../../domain/catalog/product.ts";
import { parseNewStock } from "../../domain/catalog/product_details.ts";
import type { CommandContext } from "../command_context.ts";
import { identified } from "../identified.ts";
import type { Saved } from "../store/collection.ts";
import type { ProductRepository } from "./ports.ts";
import { type ProductTarget, requireProduct } from "./require_product.ts";

/** Says how many units there are that nobody has reserved. */
export interface SetStock extends ProductTarget {
  /** A whole number, not negative. */
  readonly stock: number;
}

/** What setting the stock needs. */
export interface SetStockPorts {
  readonly products: Pick<ProductRepository, "change">;
}

/**
 * Sets how many units of a product can be reserved; what is reserved already stays so. When nothing
 * is different the product is left as it was, version and all.
 *
 * @throws {InvalidInput} naming every wrong field
 * @throws {ProductNotFound | StaleVersion} the first that is true
 */
export async function setStock(
  { products }: SetStockPorts,
  command: SetStock,
  context: CommandContext = {},
): Promise<Saved<Product>> {
  const { stock } = parseNewStock(command);
  const { id, expectedVersion = null } = command;
  return await products.change(async (products) => {
    const { product, event } = withStock(await requireProduct(products, command), stock);
    if (event !== undefined) products.save(product, event);
    return product;
  }, identified(context, "SetStock", [id, expectedVersion, stock]));
}
