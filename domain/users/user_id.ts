/** What users are known by. */

import type { Brand } from "../kernel/brand.ts";
import { isIdText, parseIdText } from "../kernel/id_text.ts";

/** The id of a user, given once and never again. */
export type UserId = Brand<string, "UserId">;

/** Tells whether a text can be somebody's id; one that cannot is nobody's. */
export function isUserId(text: string): text is UserId {
  return isIdText(text);
}

/**
 * Parses an id that was just given.
 *
 * @throws {InvalidInput}
 */
export function parseUserId(text: string): UserId {
  return parseIdText("the user id", text) as UserId;
}
