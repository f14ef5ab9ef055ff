/** What users are known by. */

import type { Brand } from "../kernel/brand.ts";
import { InvalidInput } from "../kernel/errors.ts";

/** The id of a user, given once and never again. */
export type UserId = Brand<string, "UserId">;

/** The longest id, in UTF-16 units: short enough for the name of a stream in any script. */
const LONGEST_ID = 128;

/** Tells whether a text can be somebody's id; one that cannot is nobody's. */
export function isUserId(text: string): text is UserId {
  return text.length > 0 && text.length <= LONGEST_ID && !/[\p{Cc}\p{Cs}]/u.test(text);
}

/**
 * Parses an id that was just given.
 *
 * @throws {InvalidInput}
 */
export function parseUserId(text: string): UserId {
  if (isUserId(text)) return text;
  const message = `must have 1 to ${LONGEST_ID} characters, none of them a control character`;
  throw new InvalidInput("the user id", [{ path: "", message }]);
}
