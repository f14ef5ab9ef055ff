/** What a user is called. */

import type { Brand } from "../kernel/brand.ts";
import { InvalidInput } from "../kernel/errors.ts";

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
  const name = typeof input === "string" ? input.trim().normalize("NFC") : "";
  const wrong = problemOf(name);
  if (wrong !== undefined) throw new InvalidInput("the name", [{ path: "", message: wrong }]);
  return name as UserName;
}

function problemOf(name: string): string | undefined {
  if (!/[\p{L}\p{N}\p{P}\p{S}]/u.test(name)) return "must not be blank";
  if (/[\p{Cc}\p{Cs}\p{Zl}\p{Zp}]/u.test(name)) return "must not have control characters";
  if ([...name].length > LONGEST_NAME) return `must have at most ${LONGEST_NAME} characters`;
  return undefined;
}
