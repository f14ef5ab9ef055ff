/** The keys of the store: where what stands, and how many bytes that takes. */

import { InvalidName } from "../../application/store/errors.ts";
import { LONGEST_ID, utf8Length } from "../../application/store/names.ts";
import type { DenoKvKeyPart } from "./database.ts";

/** A key below the store's prefix: the name of a table and what follows. */
export type Key = readonly [table: string, ...parts: (string | number)[]];

/** Longest prefix, in bytes: the longest index entry must fit into a key behind it. */
const LONGEST_PREFIX = 256;

/** The one record that every commit checks and sets. */
export const headKey: Key = ["head"];
/** An event. */
export const eventKey = (position: number): Key => ["event", position];
/** The metadata of an event that is too large to stand in one value with its data. */
export const metadataKey = (position: number): Key => ["metadata", position];
/** A stream's number and version. */
export const streamKey = (stream: string): Key => ["stream", stream];
/** The position of an event, by its stream's number. */
export const versionKey = (stream: number, version: number): Key => ["version", stream, version];
/** A document and its keys. */
export const documentKey = (collection: string, id: string): Key => ["document", collection, id];
/** The id of the document that holds a unique key. */
export const uniqueKey = (
  collection: string,
  key: string,
  value: string,
): readonly [table: string, collection: string, key: string, value: string] => [
  "unique",
  collection,
  key,
  value,
];
/** The version of a document, by its index entry. */
export const entryKey = (collection: string, index: string, entry: string, id: string): Key => [
  "index",
  collection,
  index,
  entry,
  id,
];
/** What is remembered of a commit. */
export const receiptKey = (id: string): Key => ["receipt", id];

/** Writes a key as one text; no name has a U+0000. */
export function keyName(key: Key): string {
  return key.join("\0");
}

/** The keys of one store, behind its prefix. */
export interface KeySpace {
  readonly encode: (key: Key) => DenoKvKeyPart[];
  /** Bytes a key takes, at most. */
  readonly size: (key: Key) => number;
}

/**
 * Makes the keys of a store.
 *
 * @throws {InvalidName} when the prefix is too long, or not well-formed
 */
export function keySpace(prefix: readonly string[]): KeySpace {
  const size = prefix.reduce((size, part) => size + partSize(part), 0);
  if (size > LONGEST_PREFIX) {
    throw new InvalidName("prefix", `it takes more than ${LONGEST_PREFIX} bytes`);
  }
  if (!prefix.every((part) => part.isWellFormed() && !part.includes("\0"))) {
    throw new InvalidName("prefix", "it has a lone surrogate or a U+0000");
  }
  return {
    encode: ([table, ...parts]) => [...prefix, table, ...parts.map(encodePart)],
    size: (key) => key.reduce((sum: number, part) => sum + partSize(part), size),
  };
}

/**
 * Writes a name as the bytes it is ordered by. No stored name is longer than 512 bytes, so what is
 * cut off behind the 513th decides nothing.
 */
function encodePart(part: string | number): DenoKvKeyPart {
  return typeof part === "number" ? part : new TextEncoder().encode(part).slice(0, LONGEST_ID + 1);
}

/** A mark before the part, and for a text one behind it. */
function partSize(part: string | number): number {
  return typeof part === "number" ? 9 : utf8Length(part) + 2;
}
