/** Old shapes of stored data brought up to today's, one version at a time. */

import type { Json } from "../../domain/kernel/json.ts";

/** Rewrites data of one schema version as the next one; pure. */
export type Upcaster = (data: Json) => Json;

/** The shape of some stored data: today's version, how to read it, and how it came about. */
export interface Schema<Value> {
  /** 1, 2, 3, ...; what is written today. */
  readonly version: number;
  /** Validates data of today's version; throws for anything else. */
  readonly parse: (data: unknown) => Value;
  /** By version n: rewrites data of version n as n + 1. One for every version before today's. */
  readonly upcasters?: Readonly<Record<number, Upcaster>>;
}

/** Brings data of an older version up to date and validates it. */
export function readAs<Value>(schema: Schema<Value>, version: number, data: Json): Value {
  let current = data;
  for (let at = version; at < schema.version; at++) {
    const upcast = schema.upcasters?.[at];
    if (upcast === undefined) {
      throw new TypeError(`Cannot read data of schema version ${version}: no upcaster from ${at}`);
    }
    current = upcast(current);
  }
  return schema.parse(current);
}
