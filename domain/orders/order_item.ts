/** The lines of an order: one for each product, at the price that was shown when it was added. */

import { addMoney, type Money, multiplyMoney, parseCurrency } from "../kernel/money.ts";

/** So many units of one product. */
export interface OrderItem {
  readonly productId: string;
  /** What the product was called when it was added. */
  readonly name: string;
  /** What one unit cost when the product was added. */
  readonly unitPrice: Money;
  readonly quantity: number;
}

/** What an order needs to know of a product. */
export interface ProductFacts {
  readonly id: string;
  readonly name: string;
  readonly price: Money;
  /** Units that can be had now. */
  readonly available: number;
}

/** The currency of a total of nothing. */
const STANDARD_CURRENCY = parseCurrency("USD");

/**
 * Tells what a line comes to.
 *
 * @throws {AmountTooLarge}
 *
 * @example
 * ```ts
 * import { lineTotal, parseMoney } from "@portico/core";
 *
 * const unitPrice = parseMoney({ amount: 79_99, currency: "USD" });
 * lineTotal({ unitPrice, quantity: 3 }).amount; // 239_97
 * ```
 */
export function lineTotal(
  { unitPrice, quantity }: Pick<OrderItem, "unitPrice" | "quantity">,
): Money {
  return multiplyMoney(unitPrice, quantity);
}

/**
 * Tells what lines come to together; nothing costs 0 USD.
 *
 * @throws {CurrencyMismatch | AmountTooLarge}
 *
 * @example
 * ```ts
 * import { totalOf } from "@portico/core";
 *
 * totalOf({ items: [] }); // { amount: 0, currency: "USD" }
 * ```
 */
export function totalOf({ items }: { readonly items: readonly OrderItem[] }): Money {
  const [first] = items;
  const nothing = { amount: 0, currency: first?.unitPrice.currency ?? STANDARD_CURRENCY };
  return items.map(lineTotal).reduce(addMoney, nothing);
}
