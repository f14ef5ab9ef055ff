/** Whom the mails come from. */

import { InvalidInput } from "../../domain/kernel/errors.ts";

/** A name that may be empty, and an address. */
export interface Sender {
  readonly name: string;
  readonly address: string;
}

/**
 * Parses `Name <address>` or an address alone. The address may be one of this machine only.
 *
 * @throws {InvalidInput}
 */
export function parseSender(text: string): Sender {
  const [, name = "", inBrackets, alone] = /^(?:([^<>\p{Cc}]*)<([^<>]+)>|([^<>]+))$/u.exec(text) ??
    [];
  const address = inBrackets ?? alone ?? "";
  if (isOneAddress(address)) return { name: name.trim().replace(/^"(.*)"$/, "$1"), address };
  const message = "must be an address, or a name and an address in angle brackets";
  throw new InvalidInput("the sender", [{ path: "from", message }]);
}

/** Tells whether a text is one address, and cannot be read as anything else by a mail server. */
export function isOneAddress(text: string): boolean {
  return /^[^\p{C}\p{Z},;:<>()[\]"\\@]+@[^\p{C}\p{Z},;:<>()[\]"\\@]+$/u.test(text);
}
