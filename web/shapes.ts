/** Shapes that bodies of requests have in common; what they mean is for the domain to judge. */

import { z } from "zod";

/** A text. */
export const text: z.ZodType<string> = z.string({ error: wrong("must be a text") });

/** Any number JSON can write, also one that is too large for a number here. */
export const number: z.ZodType<number> = z.custom<number>((value) => typeof value === "number", {
  error: wrong("must be a number"),
});

/** Money as it was given: whether there can be such an amount is another question. */
export interface MoneyShape {
  readonly amount: number;
  readonly currency: string;
}

/** `{ "amount": <minor units>, "currency": "USD" }`. */
export const money: z.ZodType<MoneyShape> = z.strictObject({ amount: number, currency: text }, {
  error: wrong("must have an amount in minor units and a currency"),
});

/** What a body is that has no such shape at all. */
export const wholeBody = { error: "must be a JSON object" };

function wrong(message: string): (issue: { readonly input?: unknown }) => string {
  return ({ input }) => input === undefined ? "is required" : message;
}
