/** JSON values to text and back, exactly: what JSON cannot hold is refused, not bent. */

import type { Json } from "../../domain/kernel/json.ts";
import { InvalidValue } from "./errors.ts";

const MAX_DEPTH = 1000;

/**
 * Writes a value as JSON text, in which U+0000 and lone surrogates are escaped.
 *
 * @throws {InvalidValue} as {@linkcode takeJson} does
 */
export function toJsonText(value: unknown): string {
  return JSON.stringify(takeJson(value));
}

/** Reads what {@linkcode toJsonText} wrote; every call gives a fresh value. */
export function fromJsonText(text: string): Json {
  return JSON.parse(text);
}

/**
 * Copies a value, to what reading its text would give. JSON knows no -0: it becomes 0.
 *
 * @throws {InvalidValue} for undefined, NaN, Infinity, BigInt, functions, symbols, class
 * instances, holes, and nesting deeper than 1000 or cyclic
 */
export function takeJson(value: unknown): Json {
  return take(value, undefined, 0);
}

/** Where we are in the value, kept as a list from the inside out and only joined for an error. */
interface Path {
  readonly key: string;
  readonly parent: Path | undefined;
}

function take(value: unknown, path: Path | undefined, depth: number): Json {
  switch (typeof value) {
    case "string":
    case "boolean":
      return value;
    case "number":
      if (!Number.isFinite(value)) refuse(path, `JSON has no ${value}`);
      return value + 0;
    case "object":
      if (value === null) return null;
      if (depth === MAX_DEPTH) refuse(path, `nested deeper than ${MAX_DEPTH}, or cyclic`);
      return Array.isArray(value) ? takeArray(value, path, depth) : takeRecord(value, path, depth);
    case "bigint":
    case "function":
    case "symbol":
    case "undefined":
      return refuse(path, `JSON has no ${typeof value}`);
  }
}

function takeArray(value: readonly unknown[], path: Path | undefined, depth: number): Json {
  // Holes are items too: they are refused as undefined.
  return Array.from(value, (item, at) => take(item, { key: String(at), parent: path }, depth + 1));
}

function takeRecord(value: object, path: Path | undefined, depth: number): Json {
  const prototype = Object.getPrototypeOf(value);
  if (prototype !== Object.prototype && prototype !== null) {
    // A plain object of another realm has a prototype whose own prototype is null.
    if (Object.getPrototypeOf(prototype) !== null) refuse(path, "not a plain object");
  }
  if (Object.getOwnPropertySymbols(value).length > 0) refuse(path, "JSON has no symbol keys");
  // Copied as a whole and then item by item: an own `__proto__` stays a key like any other.
  const copy: Record<string, unknown> = { ...value };
  for (const key of Object.keys(copy)) {
    const item = copy[key];
    // Most items are texts, which need no path.
    if (typeof item !== "string") copy[key] = take(item, { key, parent: path }, depth + 1);
  }
  return copy as Json;
}

function refuse(path: Path | undefined, reason: string): never {
  const keys: string[] = [];
  for (let at = path; at !== undefined; at = at.parent) keys.unshift(at.key);
  throw new InvalidValue(keys.join("."), reason);
}
