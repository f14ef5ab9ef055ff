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
  return take(value, []);
}

/** `path` is where we are in the value, for an error to tell; it is as long as we are deep. */
function take(value: unknown, path: string[]): Json {
  switch (typeof value) {
    case "string":
    case "boolean":
      return value;
    case "number":
      if (!Number.isFinite(value)) refuse(path, `JSON has no ${value}`);
      return value + 0;
    case "object":
      if (value === null) return null;
      if (path.length === MAX_DEPTH) refuse(path, `nested deeper than ${MAX_DEPTH}, or cyclic`);
      return Array.isArray(value) ? takeArray(value, path) : takeRecord(value, path);
    case "bigint":
    case "function":
    case "symbol":
    case "undefined":
      return refuse(path, `JSON has no ${typeof value}`);
  }
}

function takeArray(value: readonly unknown[], path: string[]): Json {
  // Holes are items too: they are refused as undefined.
  return Array.from(value, (item, at) => takeItem(item, String(at), path));
}

function takeRecord(value: object, path: string[]): Json {
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
    // Most items are texts, which are their own copies.
    if (typeof item !== "string") copy[key] = takeItem(item, key, path);
  }
  return copy as Json;
}

function takeItem(item: unknown, key: string, path: string[]): Json {
  path.push(key);
  const taken = take(item, path);
  path.pop();
  return taken;
}

function refuse(path: readonly string[], reason: string): never {
  throw new InvalidValue(path.join("."), reason);
}
