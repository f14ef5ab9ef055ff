/** JSON values to text and back, exactly: what JSON cannot hold is refused, not bent. */

import type { Json } from "../../domain/kernel/json.ts";
import { InvalidValue } from "./errors.ts";

const MAX_DEPTH = 1000;

/**
 * Writes a value as JSON text, in which U+0000 and lone surrogates are escaped. JSON knows no -0: it
 * becomes 0.
 *
 * @throws {InvalidValue} for undefined, NaN, Infinity, BigInt, functions, symbols, class
 * instances, holes, and nesting deeper than 1000 or cyclic
 */
export function toJsonText(value: unknown): string {
  requireJson(value, undefined, 0);
  return JSON.stringify(value);
}

/** Reads what {@linkcode toJsonText} wrote; every call gives a fresh value. */
export function fromJsonText(text: string): Json {
  return JSON.parse(text);
}

/** Where we are in the value, kept as a list from the inside out and only joined for an error. */
interface Path {
  readonly key: string;
  readonly parent: Path | undefined;
}

function requireJson(value: unknown, path: Path | undefined, depth: number): void {
  switch (typeof value) {
    case "string":
    case "boolean":
      return;
    case "number":
      return requireNumber(value, path);
    case "object":
      if (value === null) return;
      if (depth === MAX_DEPTH) refuse(path, `nested deeper than ${MAX_DEPTH}, or cyclic`);
      return Array.isArray(value)
        ? requireArray(value, path, depth)
        : requireRecord(value, path, depth);
    case "bigint":
    case "function":
    case "symbol":
    case "undefined":
      refuse(path, `JSON has no ${typeof value}`);
  }
}

function requireNumber(value: number, path: Path | undefined): void {
  if (!Number.isFinite(value)) refuse(path, `JSON has no ${value}`);
}

function requireArray(value: readonly unknown[], path: Path | undefined, depth: number): void {
  for (let index = 0; index < value.length; index++) {
    requireJson(value[index], { key: String(index), parent: path }, depth + 1);
  }
}

function requireRecord(value: object, path: Path | undefined, depth: number): void {
  const prototype = Object.getPrototypeOf(value);
  if (prototype !== Object.prototype && prototype !== null) {
    // A plain object of another realm has a prototype whose own prototype is null.
    if (Object.getPrototypeOf(prototype) !== null) refuse(path, "not a plain object");
  }
  if (Object.getOwnPropertySymbols(value).length > 0) refuse(path, "JSON has no symbol keys");
  for (const key of Object.keys(value)) {
    const item = (value as Readonly<Record<string, unknown>>)[key];
    if (key === "toJSON" && typeof item === "function") refuse(path, "JSON has no function");
    requireJson(item, { key, parent: path }, depth + 1);
  }
}

function refuse(path: Path | undefined, reason: string): never {
  const keys: string[] = [];
  for (let at = path; at !== undefined; at = at.parent) keys.unshift(at.key);
  throw new InvalidValue(keys.join("."), reason);
}
