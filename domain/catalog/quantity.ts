/** Counts of whole units of a product. */

import { InvalidInput } from "../kernel/errors.ts";

/**
 * The most units of one product. So far below 2^53 that no number of reservations that can be given
 * back makes a stock inexact.
 */
export const MOST_UNITS = 1_000_000_000;

/**
 * Parses how many units there are.
 *
 * @throws {InvalidInput} unless it is a whole number from 0 to 1,000,000,000
 */
export function parseStock(input: unknown): number {
  return parseUnits("the stock", input, 0);
}

/**
 * Parses how many units are asked for.
 *
 * @throws {InvalidInput} unless it is a whole number from 1 to 1,000,000,000
 */
export function parseQuantity(input: unknown): number {
  return parseUnits("the quantity", input, 1);
}

function parseUnits(what: string, input: unknown, fewest: number): number {
  if (
    typeof input === "number" && Number.isInteger(input) && input >= fewest && input <= MOST_UNITS
  ) {
    // Not -0, which is stored as 0.
    return input + 0;
  }
  const message = `must be a whole number from ${fewest} to ${MOST_UNITS}`;
  throw new InvalidInput(what, [{ path: "", message }]);
}
