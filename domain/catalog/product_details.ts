/** What is said about a product when it is created. */

import { InvalidInput } from "../kernel/errors.ts";
import { type Money, parseMoney } from "../kernel/money.ts";
import { parseFields } from "../kernel/parse_fields.ts";
import { type CategoryId, parseCategoryId } from "./category_id.ts";
import { parseProductName, type ProductName } from "./product_name.ts";
import { parseStock } from "./quantity.ts";

/** What a product is, before it has an id and a price. */
export interface ProductDetails {
  readonly name: ProductName;
  readonly categoryId: CategoryId;
  readonly basePrice: Money;
  readonly stock: number;
}

/**
 * Parses everything a new product needs; without `stock` there is none of it yet.
 *
 * @throws {InvalidInput} with an issue for each wrong or missing field
 */
export function parseProductDetails(
  input: { readonly [Name in keyof Omit<ProductDetails, "stock">]: unknown } & {
    readonly stock?: unknown;
  },
): ProductDetails {
  return parseFields("the product", {
    name: () => parseProductName(input.name),
    categoryId: () => parseCategoryId(input.categoryId),
    basePrice: () => parseBasePrice(input.basePrice),
    stock: () => input.stock === undefined ? 0 : parseStock(input.stock),
  });
}

/**
 * Parses another base price for a product, by the rules of its creation.
 *
 * @throws {InvalidInput} naming the field
 */
export function parseNewBasePrice(
  input: { readonly basePrice: unknown },
): Pick<ProductDetails, "basePrice"> {
  return parseFields("the base price", { basePrice: () => parseBasePrice(input.basePrice) });
}

/**
 * Parses how many units of a product there are, by the rules of its creation.
 *
 * @throws {InvalidInput} naming the field
 */
export function parseNewStock(input: { readonly stock: unknown }): Pick<ProductDetails, "stock"> {
  return parseFields("the stock", { stock: () => parseStock(input.stock) });
}

function parseBasePrice(input: unknown): Money {
  const basePrice = parseMoney(input);
  if (basePrice.amount >= 0) return basePrice;
  throw new InvalidInput("the base price", [{ path: "amount", message: "must not be negative" }]);
}
