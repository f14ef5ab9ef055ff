/** An e-mail address in the one form in which it is compared, stored and written to. */

import type { Brand } from "../kernel/brand.ts";
import { InvalidInput } from "../kernel/errors.ts";

/** A valid address, all of it in lower case: `Case@x.org` and `case@X.ORG` are one. */
export type EmailAddress = Brand<string, "EmailAddress">;

/** The longest address a mail server takes, in UTF-8 bytes (RFC 5321, 4.5.3.1.3). */
const LONGEST_ADDRESS = 254;
/** The longest part before the "@", in UTF-8 bytes (RFC 5321, 4.5.3.1.1). */
const LONGEST_LOCAL_PART = 64;

const ATOM = "[\\p{L}\\p{M}\\p{N}!#$%&'*+/=?^_`{|}~-]+";
const LABEL = "[\\p{L}\\p{N}](?:[\\p{L}\\p{M}\\p{N}-]{0,61}[\\p{L}\\p{M}\\p{N}])?";
const TOP_LABEL = `(?=[^.]*[^.\\d])${LABEL}`;
const pattern = new RegExp(`^(${ATOM}(?:\\.${ATOM})*)@(?:${LABEL}\\.)+${TOP_LABEL}$`, "u");

/**
 * Parses an address as people type it. Spaces around it are dropped, and letters of any script are
 * allowed; quoted local parts, comments and domains without a dot are not.
 *
 * @throws {InvalidInput}
 *
 * @example
 * ```ts
 * import { parseEmailAddress } from "@portico/core";
 *
 * parseEmailAddress(" Ada@Example.org"); // "ada@example.org"
 * ```
 */
export function parseEmailAddress(input: unknown): EmailAddress {
  const address = typeof input === "string" ? normalize(input) : "";
  if (isAddress(address)) return address;
  throw new InvalidInput("the address", [{ path: "", message: "Invalid email format" }]);
}

function isAddress(text: string): text is EmailAddress {
  if (utf8Length(text) > LONGEST_ADDRESS) return false;
  const [, local] = pattern.exec(text) ?? [];
  return local !== undefined && utf8Length(local) <= LONGEST_LOCAL_PART;
}

/** The normal form comes last, since lower case may undo it. */
function normalize(text: string): string {
  return text.replace(/^ +| +$/g, "").toLowerCase().normalize("NFC");
}

function utf8Length(text: string): number {
  return new TextEncoder().encode(text).length;
}
