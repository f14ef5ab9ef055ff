/** Money: whole minor units of one currency, so that sums are exact. */

import type { Brand } from "./brand.ts";
import { DomainError, InvalidInput } from "./errors.ts";
import { parseFields } from "./parse_fields.ts";

/** An ISO 4217 code, such as `USD`. */
export type Currency = Brand<string, "Currency">;

/** An amount in minor units, such as cents, from -(2^53 - 1) to 2^53 - 1. */
export type Money = {
  readonly amount: number;
  readonly currency: Currency;
};

/** Money as somebody asks for it, not looked at yet. */
export type MoneyInput = {
  /** Whole minor units. */
  readonly amount: number;
  /** Three capital letters. */
  readonly currency: string;
};

/** Two amounts of different currencies cannot be added or compared. */
export class CurrencyMismatch extends DomainError {
  override readonly code = "money/currency-mismatch";
  override readonly kind = "invalid";
  override readonly permanent = true;
  readonly expected: Currency;
  readonly actual: Currency;

  constructor(expected: Currency, actual: Currency) {
    super(`Cannot take ${actual} for ${expected}: the currencies differ`);
    this.expected = expected;
    this.actual = actual;
  }
}

/** A sum has more minor units than a number counts exactly. */
export class AmountTooLarge extends DomainError {
  override readonly code = "money/amount-too-large";
  override readonly kind = "refused";

  constructor() {
    super(`Cannot count beyond ${Number.MAX_SAFE_INTEGER} minor units`);
  }
}

/**
 * Parses money; negative amounts are money too.
 *
 * @throws {InvalidInput} naming every wrong field
 *
 * @example
 * ```ts
 * import { parseMoney } from "@portico/core";
 *
 * parseMoney({ amount: 12_50, currency: "USD" });
 * ```
 */
export function parseMoney(input: unknown): Money {
  const { amount, currency }: Partial<Record<keyof Money, unknown>> =
    typeof input === "object" && input !== null ? input : {};
  return parseFields("the money", {
    amount: () => parseAmount(amount),
    currency: () => parseCurrency(currency),
  });
}

/**
 * Parses an ISO 4217 code as the standard writes it.
 *
 * @throws {InvalidInput}
 */
export function parseCurrency(input: unknown): Currency {
  if (typeof input === "string" && /^[A-Z]{3}$/.test(input)) return input as Currency;
  throw new InvalidInput("the currency", [{ path: "", message: "must be three capital letters" }]);
}

/**
 * Adds two amounts of one currency.
 *
 * @throws {CurrencyMismatch | AmountTooLarge}
 *
 * @example
 * ```ts
 * import { addMoney, formatMoney, parseMoneyText } from "@portico/core";
 *
 * const sum = addMoney(parseMoneyText("0.1", "USD"), parseMoneyText("0.2", "USD"));
 * formatMoney(sum); // "0.30 USD"
 * ```
 */
export function addMoney(left: Money, right: Money): Money {
  return inCurrencyOf(left, right, left.amount + right.amount);
}

/**
 * Takes one amount from another of the same currency.
 *
 * @throws {CurrencyMismatch | AmountTooLarge}
 */
export function subtractMoney(left: Money, right: Money): Money {
  return inCurrencyOf(left, right, left.amount - right.amount);
}

/**
 * Takes an amount a whole number of times.
 *
 * @throws {AmountTooLarge}
 *
 * @example
 * ```ts
 * import { formatMoney, multiplyMoney, parseMoneyText } from "@portico/core";
 *
 * formatMoney(multiplyMoney(parseMoneyText("79.99", "USD"), 3)); // "239.97 USD"
 * ```
 */
export function multiplyMoney(money: Money, times: number): Money {
  return inCurrencyOf(money, money, money.amount * times);
}

/**
 * Compares two amounts of one currency: negative, 0 or positive, as for sorting.
 *
 * @throws {CurrencyMismatch}
 */
export function compareMoney(left: Money, right: Money): number {
  requireSameCurrency(left.currency, right.currency);
  return left.amount - right.amount;
}

/** Tells whether both are the same amount of the same currency. */
export function isSameMoney(left: Money, right: Money): boolean {
  return left.amount === right.amount && left.currency === right.currency;
}

/**
 * Requires one currency.
 *
 * @throws {CurrencyMismatch}
 */
export function requireSameCurrency(expected: Currency, actual: Currency): void {
  if (expected !== actual) throw new CurrencyMismatch(expected, actual);
}

/** Sums and products of safe integers are safe, or are seen not to be. */
function inCurrencyOf({ currency }: Money, other: Money, amount: number): Money {
  requireSameCurrency(currency, other.currency);
  if (!Number.isSafeInteger(amount)) throw new AmountTooLarge();
  return { amount, currency };
}

function parseAmount(input: unknown): number {
  // The zero that is written "-0" is the same amount as the other.
  if (typeof input === "number" && Number.isSafeInteger(input)) return input === 0 ? 0 : input;
  const message = `must be a whole number of minor units, at most ${Number.MAX_SAFE_INTEGER}`;
  throw new InvalidInput("the amount", [{ path: "", message }]);
}
