/** Money as people write it: a decimal and a currency, exact in both directions. */

import { InvalidInput } from "./errors.ts";
import { type Money, type MoneyInput, parseCurrency } from "./money.ts";

/** Decimals of the currencies that do not have two (ISO 4217). */
const DECIMALS: ReadonlyMap<string, number> = new Map([
  ..."BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF".split(" ")
    .map((currency) => [currency, 0] as const),
  ..."BHD IQD JOD KWD LYD OMR TND".split(" ").map((currency) => [currency, 3] as const),
  ..."CLF UYW".split(" ").map((currency) => [currency, 4] as const),
]);

/**
 * Parses a decimal such as `"12.50"`, with a point and without groups, as money of a currency.
 *
 * @throws {InvalidInput}
 *
 * @example
 * ```ts
 * import { parseMoneyText } from "@portico/core";
 *
 * parseMoneyText("12.5", "USD").amount; // 1250
 * parseMoneyText("12", "JPY").amount; // 12
 * ```
 */
export function parseMoneyText(text: string, currency: string): Money {
  const parsed = parseCurrency(currency);
  const decimals = currencyDecimals(parsed);
  const [, sign, whole, fraction = ""] = /^(-?)(\d{1,20})(?:\.(\d{1,9}))?$/.exec(text.trim()) ?? [];
  if (whole === undefined || fraction.length > decimals) throw notMoney(example(decimals));
  const amount = BigInt(whole + fraction.padEnd(decimals, "0"));
  if (amount > BigInt(Number.MAX_SAFE_INTEGER)) {
    throw notMoney(`at most ${decimalOf(Number.MAX_SAFE_INTEGER, decimals)}`);
  }
  return { amount: Number(sign === "-" && amount > 0n ? -amount : amount), currency: parsed };
}

/**
 * Writes money for people, such as `"12.50 USD"`.
 *
 * @example
 * ```ts
 * import { formatMoney } from "@portico/core";
 *
 * formatMoney({ amount: 12_50, currency: "USD" }); // "12.50 USD"
 * ```
 */
export function formatMoney(money: MoneyInput): string {
  return `${formatAmount(money)} ${money.currency}`;
}

/** Writes the amount alone, such as `"12.50"`, as {@linkcode parseMoneyText} reads it. */
export function formatAmount({ amount, currency }: MoneyInput): string {
  return decimalOf(amount, currencyDecimals(currency));
}

/** Tells how many decimals amounts of a currency have. */
export function currencyDecimals(currency: string): number {
  return DECIMALS.get(currency) ?? 2;
}

function decimalOf(amount: number, decimals: number): string {
  const digits = String(Math.abs(amount)).padStart(decimals + 1, "0");
  const sign = amount < 0 ? "-" : "";
  const point = digits.length - decimals;
  return decimals === 0 ? sign + digits : `${sign}${digits.slice(0, point)}.${digits.slice(point)}`;
}

function example(decimals: number): string {
  return `an amount such as ${decimalOf(1250, decimals)}`;
}

function notMoney(message: string): InvalidInput {
  return new InvalidInput("the amount", [{ path: "", message: `must be ${message}` }]);
}
