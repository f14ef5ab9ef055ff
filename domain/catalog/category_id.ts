/** What categories of products are known by. */

import type { Brand } from "../kernel/brand.ts";
import { InvalidInput } from "../kernel/errors.ts";

/** The id of a category, all of it in lower case: `Books` and `books` are one. */
export type CategoryId = Brand<string, "CategoryId">;

/** The longest id, in UTF-16 units. */
const LONGEST_ID = 64;

/**
 * Parses the id of a category as people type it; any category will do, also one without products.
 *
 * @throws {InvalidInput}
 *
 * @example
 * ```ts
 * import { parseCategoryId } from "@portico/core";
 *
 * parseCategoryId(" Electronics "); // "electronics"
 * ```
 */
export function parseCategoryId(input: unknown): CategoryId {
  const id = typeof input === "string" ? input.trim().toLowerCase().normalize("NFC") : "";
  if (isCategoryId(id)) return id;
  const message = `must have 1 to ${LONGEST_ID} letters, digits, "-" or "_", the first no sign`;
  throw new InvalidInput("the category", [{ path: "", message }]);
}

/** Tells whether a text is the id of a category as it stands. */
export function isCategoryId(text: string): text is CategoryId {
  return text.length <= LONGEST_ID && /^[\p{L}\p{N}][\p{L}\p{M}\p{N}_-]*$/u.test(text) &&
    text === text.toLowerCase().normalize("NFC");
}
