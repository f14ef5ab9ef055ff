/** What accounts are known by. */

import type { Brand } from "../kernel/brand.ts";
import { isIdText, parseIdText } from "../kernel/id_text.ts";

/** The id of an account, given once and never again. */
export type AccountId = Brand<string, "AccountId">;

/** Tells whether a text can be the id of an account; one that cannot is no account's. */
export function isAccountId(text: string): text is AccountId {
  return isIdText(text);
}

/**
 * Parses an id, such as one that was just given.
 *
 * @throws {InvalidInput}
 */
export function parseAccountId(input: unknown): AccountId {
  return parseIdText("the account id", input) as AccountId;
}
