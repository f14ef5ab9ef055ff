/** Which names a store takes, and how names are ordered. */

import { InvalidName } from "./errors.ts";

/** Longest stream, id and key value, in UTF-8 bytes. */
export const LONGEST_ID = 512;
/** Longest collection, index, key and event type name, in UTF-8 bytes. */
export const LONGEST_LABEL = 128;

/**
 * Requires a stream name, document id, commit id, event id or key value.
 *
 * @throws {InvalidName} when empty, over 512 UTF-8 bytes, not well-formed, or with U+0000
 */
export function requireId(what: string, name: string): void {
  requireName(what, name, LONGEST_ID);
}

/**
 * Requires a name of a collection, an index, a key or an event type.
 *
 * @throws {InvalidName} when empty, over 128 UTF-8 bytes, not well-formed, or with U+0000
 */
export function requireLabel(what: string, name: string): void {
  requireName(what, name, LONGEST_LABEL);
}

/** Counts the UTF-8 bytes of a text. */
export function utf8Length(text: string): number {
  let bytes = text.length;
  for (let index = 0; index < text.length; index++) {
    const unit = text.charCodeAt(index);
    if (unit < 0x80) continue;
    // Two bytes below U+0800, three above; a surrogate pair is two units and four bytes.
    bytes += unit < 0x800 || (unit >= 0xd800 && unit < 0xe000) ? 1 : 2;
  }
  return bytes;
}

/** Compares two well-formed texts as their UTF-8 bytes compare, which is by code point. */
export function compareUtf8(left: string, right: string): number {
  const length = Math.min(left.length, right.length);
  for (let index = 0; index < length; index++) {
    const a = left.charCodeAt(index);
    const b = right.charCodeAt(index);
    if (a !== b) return codePointRank(a) - codePointRank(b);
  }
  return left.length - right.length;
}

function requireName(what: string, name: string, longest: number): void {
  if (typeof name !== "string") throw new InvalidName(what, "it is not a text");
  if (name === "") throw new InvalidName(what, "it is empty");
  // A UTF-16 unit takes at most three bytes, so most names need no counting.
  if (name.length * 3 > longest && utf8Length(name) > longest) {
    throw new InvalidName(what, `it is longer than ${longest} bytes`);
  }
  if (!name.isWellFormed()) throw new InvalidName(what, "it has a lone surrogate");
  if (name.includes("\0")) throw new InvalidName(what, "it has a U+0000");
}

/** Moves surrogates behind the rest of the basic plane, where their code points are. */
function codePointRank(unit: number): number {
  return unit >= 0xd800 && unit < 0xe000 ? unit + 0x2000 : unit >= 0xe000 ? unit - 0x800 : unit;
}
