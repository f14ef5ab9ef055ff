/** How many units of a product are ordered. */

import { InvalidInput } from "../kernel/errors.ts";

/** The most units of one product in one order. */
const MOST_UNITS = 1_000_000_000;

/**
 * Parses how many units are asked for.
 *
 * @throws {InvalidInput} unless it is a whole number from 1 to 1,000,000,000
 */
export function parseQuantity(input: unknown): number {
  if (typeof input === "number" && Number.isInteger(input) && input >= 1 && input <= MOST_UNITS) {
    return input;
  }
  const message = `must be a whole number from 1 to ${MOST_UNITS}`;
  throw new InvalidInput("the quantity", [{ path: "", message }]);
}
