/** Which texts can be ids of things in the domain. */

import { InvalidInput } from "./errors.ts";

/** The longest id, in UTF-16 units: short enough for the name of a stream in any script. */
const LONGEST_ID = 128;

/** Tells whether a text can be the id of something; one that cannot is nothing's. */
export function isIdText(text: string): boolean {
  return text.length > 0 && text.length <= LONGEST_ID && !/[\p{Cc}\p{Cs}]/u.test(text);
}

/**
 * Parses an id, such as one that was just given.
 *
 * @throws {InvalidInput}
 */
export function parseIdText(what: string, input: unknown): string {
  if (typeof input === "string" && isIdText(input)) return input;
  const message = `must have 1 to ${LONGEST_ID} characters, none of them a control character`;
  throw new InvalidInput(what, [{ path: "", message }]);
}
