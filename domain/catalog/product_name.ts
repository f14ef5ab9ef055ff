/** What a product is called. */

import type { Brand } from "../kernel/brand.ts";
import { parseTextLine } from "../kernel/text_line.ts";

/** A name with something to see in it, on one line, without blanks around it. */
export type ProductName = Brand<string, "ProductName">;

/** The longest name, in characters (code points). */
const LONGEST_NAME = 200;

/**
 * Parses a name as people type it; blanks around it are dropped.
 *
 * @throws {InvalidInput}
 *
 * @example
 * ```ts
 * import { parseProductName } from "@portico/core";
 *
 * parseProductName(" Laptop "); // "Laptop"
 * ```
 */
export function parseProductName(input: unknown): ProductName {
  return parseTextLine("the name", input, LONGEST_NAME) as ProductName;
}
