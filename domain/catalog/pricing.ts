/** What products cost: the base price and the markup of the category. */

import type { Money } from "../kernel/money.ts";
import type { CategoryId } from "./category_id.ts";
import { PriceTooHigh } from "./errors.ts";
import { markupOf, type Markups, standardMarkups } from "./markups.ts";

/** Basis points of a whole. */
const WHOLE = 10_000n;

/**
 * Tells the price of a product: the base price and its markup, exactly, rounded half up to a whole
 * minor unit.
 *
 * @throws {PriceTooHigh} when the price has more minor units than a number counts exactly
 *
 * @example
 * ```ts
 * import { parseCategoryId, parseMoney, priceOf } from "@portico/core";
 *
 * const basePrice = parseMoney({ amount: 999_99, currency: "USD" });
 * priceOf(basePrice, parseCategoryId("electronics")).amount; // 1149_99
 * ```
 */
export function priceOf(
  basePrice: Money,
  category: CategoryId,
  markups: Markups = standardMarkups,
): Money {
  const points = WHOLE + BigInt(markupOf(category, markups));
  // Base prices are never negative, so half up is the half added before the division.
  const amount = (BigInt(basePrice.amount) * points + WHOLE / 2n) / WHOLE;
  if (amount > BigInt(Number.MAX_SAFE_INTEGER)) throw new PriceTooHigh(basePrice, category);
  return { amount: Number(amount), currency: basePrice.currency };
}
