/** What products are known by. */

import type { Brand } from "../kernel/brand.ts";
import { isIdText, parseIdText } from "../kernel/id_text.ts";

/** The id of a product, given once and never again. */
export type ProductId = Brand<string, "ProductId">;

/** Tells whether a text can be the id of a product; one that cannot is that of none. */
export function isProductId(text: string): text is ProductId {
  return isIdText(text);
}

/**
 * Parses an id, such as one that was just given.
 *
 * @throws {InvalidInput}
 */
export function parseProductId(input: unknown): ProductId {
  return parseIdText("the product id", input) as ProductId;
}
