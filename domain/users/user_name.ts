/** What a user is called. */

import type { Brand } from "../kernel/brand.ts";
import { parseTextLine } from "../kernel/text_line.ts";

/** A name with something to see in it, on one line, without blanks around it. */
export type UserName = Brand<string, "UserName">;

/** The longest name, in characters (code points). */
const LONGEST_NAME = 200;

/**
 * Parses a name as people type it; blanks around it are dropped.
 *
 * @throws {InvalidInput}
 *
 * @example
 * ```ts
 * import { parseUserName } from "@portico/core";
 *
 * parseUserName(" Ada Lovelace "); // "Ada Lovelace"
 * ```
 */
export function parseUserName(input: unknown): UserName {
  return parseTextLine("the name", input, LONGEST_NAME) as UserName;
}
