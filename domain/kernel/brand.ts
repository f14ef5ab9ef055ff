/** Nominal types for parsed values: what was checked once need not be checked again. */

declare const brand: unique symbol;

/** A `Value` that only its parser can make. */
export type Brand<Value, Name extends string> = Value & { readonly [brand]: Name };
