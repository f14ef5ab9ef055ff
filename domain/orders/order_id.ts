/** What orders are known by. */

import type { Brand } from "../kernel/brand.ts";
import { isIdText, parseIdText } from "../kernel/id_text.ts";

/** The id of an order, given once and never again. */
export type OrderId = Brand<string, "OrderId">;

/** Tells whether a text can be the id of an order; one that cannot is that of none. */
export function isOrderId(text: string): text is OrderId {
  return isIdText(text);
}

/**
 * Parses an id that was just given.
 *
 * @throws {InvalidInput}
 */
export function parseOrderId(text: string): OrderId {
  return parseIdText("the order id", text) as OrderId;
}
