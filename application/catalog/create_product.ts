/** Creating a product. */

import type { Markups } from "../../domain/catalog/markups.ts";
import { create, type Product } from "../../domain/catalog/product.ts";
import { parseProductDetails } from "../../domain/catalog/product_details.ts";
import { parseProductId } from "../../domain/catalog/product_id.ts";
import type { MoneyInput } from "../../domain/kernel/money.ts";
import type { CommandContext } from "../command_context.ts";
import { identified } from "../identified.ts";
import type { Clock, NewId } from "../ports.ts";
import type { Saved } from "../store/collection.ts";
import type { ProductRepository } from "./ports.ts";

/** Asks for a new product. Name and category are taken as people type them. */
export interface CreateProduct {
  readonly name: string;
  readonly categoryId: string;
  /** Not negative. */
  readonly basePrice: MoneyInput;
  /** How many units there are; none unless told. */
  readonly stock?: number | undefined;
}

/** What creating needs. */
export interface CreateProductPorts {
  readonly products: Pick<ProductRepository, "change">;
  readonly markups: Markups;
  readonly clock: Pick<Clock, "now">;
  readonly newId: NewId;
}

/**
 * Creates a product under a new id, at the price that the markup of its category gives.
 *
 * @throws {InvalidInput} naming every wrong field
 * @throws {PriceTooHigh}
 */
export async function createProduct(
  { products, markups, clock, newId }: CreateProductPorts,
  command: CreateProduct,
  context: CommandContext = {},
): Promise<Saved<Product>> {
  const details = parseProductDetails(command);
  const { name, categoryId, basePrice, stock } = details;
  return await products.change((products) => {
    const at = new Date(clock.now()).toISOString();
    const { product, event } = create(parseProductId(newId()), details, { at, markups });
    products.add(product, event);
    return Promise.resolve(product);
  }, identified(context, "CreateProduct", [name, categoryId, basePrice, stock]));
}
