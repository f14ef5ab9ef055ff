/** What people type behind options, and what it means. */

import { type Command, InvalidArgumentError } from "commander";
import { type Money, parseCurrency } from "../../domain/kernel/money.ts";
import { parseMoneyText } from "../../domain/kernel/money_text.ts";
import { parseFields } from "../../domain/kernel/parse_fields.ts";

/** Which page of a list. */
export interface ListOptions {
  readonly limit: number;
  readonly after?: string;
}

/** Gives a command the options of a list. */
export function withListing(command: Command): Command {
  return command
    .option("--limit <number>", "how many at most, 1 to 200", toLimit, 50)
    .option("--after <cursor>", "go on where the list before ended");
}

/** The currency that is meant unless told. */
const USUAL_CURRENCY = "USD";

/** Gives a command the option that its amount is read with. */
export function withCurrency(command: Command): Command {
  return command.option("--currency <code>", "three letters, ISO 4217", USUAL_CURRENCY);
}

/**
 * Reads money such as `--price 999.99 --currency USD`, exactly. While the currency is none, the amount
 * is judged in the usual one.
 *
 * @throws {InvalidInput} naming what is wrong
 */
export function moneyOf(amount: string, currency: string): Money {
  const code = currency.toUpperCase();
  const assumed = /^[A-Z]{3}$/.test(code) ? code : USUAL_CURRENCY;
  return parseFields("the money", {
    amount: () => parseMoneyText(amount, assumed),
    currency: () => parseCurrency(code),
  }).amount;
}

/** Reads a whole number; NaN when it is none, which is for the use case to refuse. */
export function toWhole(text: string): number {
  return /^-?\d+$/.test(text) ? Number(text) : NaN;
}

/** Reads how many at most. */
export function toLimit(text: string): number {
  const limit = Number(text);
  if (/^\d+$/.test(text) && limit >= 1 && limit <= 200) return limit;
  throw new InvalidArgumentError("It must be a whole number from 1 to 200.");
}
