/** Whom orders belong to. */

import type { Brand } from "../kernel/brand.ts";
import { parseTextLine } from "../kernel/text_line.ts";

/** What a customer is known by, elsewhere: any line of text with something to see in it. */
export type CustomerId = Brand<string, "CustomerId">;

/** The longest customer id, in characters (code points): an index must have room for it. */
const LONGEST_CUSTOMER_ID = 100;

/**
 * Parses what a customer is known by; blanks around it are dropped.
 *
 * @throws {InvalidInput}
 *
 * @example
 * ```ts
 * import { parseCustomerId } from "@portico/core";
 *
 * parseCustomerId(" customer123 "); // "customer123"
 * ```
 */
export function parseCustomerId(input: unknown): CustomerId {
  return parseTextLine("the customer", input, LONGEST_CUSTOMER_ID) as CustomerId;
}
