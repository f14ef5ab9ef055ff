/** Makes the data of a log line plain: nothing that cannot be written, nothing that is secret. */

import type { LogData } from "../../application/ports.ts";
import { masked, namesSecret } from "./masking.ts";

type Mask = (text: string) => string;

const DEEPEST = 6;

/** Copies data into strings, numbers, booleans, arrays and records; errors keep name, stack and cause. */
export function plainData(data: LogData, mask: Mask): Record<string, unknown> {
  return plainRecord(data, { mask, above: [] });
}

interface Place {
  readonly mask: Mask;
  /** The values that this one is part of. */
  readonly above: readonly object[];
}

function plain(value: unknown, place: Place): unknown {
  switch (typeof value) {
    case "string":
      return place.mask(value);
    case "object":
      return value === null ? null : plainObject(value, place);
    case "number":
      return Number.isFinite(value) ? value : String(value);
    case "boolean":
    case "undefined":
      return value;
    case "bigint":
    case "symbol":
    case "function":
      return place.mask(String(value));
  }
}

function plainObject(value: object, { mask, above }: Place): unknown {
  if (above.includes(value)) return "[circular]";
  if (above.length === DEEPEST) return "[deep]";
  const inside = { mask, above: [...above, value] };
  if (value instanceof Error) return plainError(value, inside);
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? null : value.toISOString();
  if (value instanceof URL) return mask(value.href);
  if (ArrayBuffer.isView(value)) return `[${value.byteLength} bytes]`;
  if (value instanceof Map) return plain([...value], inside);
  if (value instanceof Set) return plain([...value], inside);
  if (Array.isArray(value)) return value.map((item) => plain(item, inside));
  return plainRecord(value, inside);
}

/** Name, message, cause and stack are no enumerable properties of an error; its own data are. */
function plainError(error: Error, place: Place): Record<string, unknown> {
  const { name, message, cause, stack, ...own } = error;
  return {
    name: place.mask(String(name)),
    message: place.mask(String(message)),
    ...plainRecord(own, place),
    ...(cause === undefined ? {} : { cause: plain(cause, place) }),
    ...(typeof stack === "string" ? { stack: place.mask(stack) } : {}),
  };
}

function plainRecord(record: object, place: Place): Record<string, unknown> {
  const copy: Record<string, unknown> = {};
  for (const key of Object.keys(record)) {
    const value = namesSecret(key) ? masked : plain(read(record, key), place);
    Object.defineProperty(copy, key, { value, enumerable: true });
  }
  return copy;
}

/** Reading may run somebody's getter, which may throw. */
function read(record: object, key: string): unknown {
  try {
    return Reflect.get(record, key);
  } catch {
    return "[unreadable]";
  }
}
