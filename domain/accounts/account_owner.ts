/** Whom an account belongs to. */

import type { Brand } from "../kernel/brand.ts";
import { parseTextLine } from "../kernel/text_line.ts";

/** A name with something to see in it, on one line, without blanks around it. */
export type AccountOwner = Brand<string, "AccountOwner">;

/** The longest name, in characters (code points). */
const LONGEST_NAME = 200;

/**
 * Parses a name as people type it; blanks around it are dropped.
 *
 * @throws {InvalidInput}
 */
export function parseAccountOwner(input: unknown): AccountOwner {
  return parseTextLine("the owner", input, LONGEST_NAME) as AccountOwner;
}
