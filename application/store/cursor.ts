/** Cursors of `find`: opaque to callers, the last item's place to stores. */

import { InvalidCursor } from "./errors.ts";

/** A place in the order of a query: index entry (`""` without an index) and document id. */
export interface Place {
  readonly entry: string;
  readonly id: string;
}

/** Writes a place as URL-safe text. */
export function toCursor({ entry, id }: Place): string {
  const bytes = new TextEncoder().encode(JSON.stringify([entry, id]));
  return btoa(String.fromCharCode(...bytes))
    .replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}

/**
 * Reads what {@linkcode toCursor} wrote.
 *
 * @throws {InvalidCursor} for any other text
 */
export function fromCursor(cursor: string): Place {
  try {
    const binary = atob(cursor.replaceAll("-", "+").replaceAll("_", "/"));
    const bytes = Uint8Array.from(binary, (char) => char.charCodeAt(0));
    const place: unknown = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
    if (Array.isArray(place) && place.length === 2) {
      const [entry, id] = place;
      if (typeof entry === "string" && typeof id === "string") return { entry, id };
    }
  } catch {
    // Neither base64 nor JSON: not a cursor of ours, like any other wrong shape.
  }
  throw new InvalidCursor();
}
