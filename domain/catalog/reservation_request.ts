/** Reading what an attempt of an order asks for. */

import { InvalidInput, type Issue } from "../kernel/errors.ts";
import { parseIdText } from "../kernel/id_text.ts";
import { parseFields } from "../kernel/parse_fields.ts";
import { parseProductId } from "./product_id.ts";
import { parseQuantity } from "./quantity.ts";
import type { ReservationKey, ReservationLine, ReservationRequest } from "./reservation.ts";

/**
 * Parses whose reservation is meant.
 *
 * @throws {InvalidInput} with an issue for each wrong or missing field
 */
export function parseReservationKey(
  input: { readonly [Name in keyof ReservationKey]: unknown },
): ReservationKey {
  return parseFields("the reservation", keyFields(input));
}

/**
 * Parses what is to be reserved, and for whom.
 *
 * @throws {InvalidInput} with an issue for each wrong or missing field
 */
export function parseReservationRequest(
  input: { readonly [Name in keyof ReservationRequest]: unknown },
): ReservationRequest {
  return parseFields("the reservation", {
    ...keyFields(input),
    lines: () => parseLines(input.lines),
  });
}

function keyFields({ order, attempt }: { readonly [Name in keyof ReservationKey]: unknown }) {
  return {
    order: () => parseIdText("the order", order),
    attempt: () => parseAttempt(attempt),
  };
}

function parseAttempt(input: unknown): number {
  if (typeof input === "number" && Number.isSafeInteger(input) && input >= 1) return input;
  throw new InvalidInput("the attempt", [{ path: "", message: "must be a whole number from 1" }]);
}

function parseLines(input: unknown): readonly ReservationLine[] {
  if (!Array.isArray(input) || input.length === 0) {
    throw new InvalidInput("the lines", [{ path: "", message: "must be a list of at least one" }]);
  }
  const parsers = input.map((line: unknown, index) => [index, () => parseLine(line)] as const);
  const lines = Object.values(parseFields("the lines", Object.fromEntries(parsers)));
  requireDistinct(lines);
  return lines;
}

function requireDistinct(lines: readonly ReservationLine[]): void {
  const seen = new Set<string>();
  const issues: Issue[] = [];
  for (const [index, { productId }] of lines.entries()) {
    if (seen.has(productId)) {
      issues.push({ path: `${index}.productId`, message: "must not be named twice" });
    }
    seen.add(productId);
  }
  if (issues.length > 0) throw new InvalidInput("the lines", issues);
}

function parseLine(input: unknown): ReservationLine {
  const line: { readonly [Name in keyof ReservationLine]?: unknown } = Object(input);
  return parseFields("the line", {
    productId: () => parseProductId(line.productId),
    quantity: () => parseQuantity(line.quantity),
  });
}
