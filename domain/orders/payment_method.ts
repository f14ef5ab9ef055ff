/** What an order is paid with. */

import type { Brand } from "../kernel/brand.ts";
import { parseTextLine } from "../kernel/text_line.ts";

/** A way to pay, in the words of the payment gateway. */
export type PaymentMethod = Brand<string, "PaymentMethod">;

/** The longest name of a payment method, in characters (code points). */
const LONGEST_METHOD = 200;

/**
 * Parses a payment method; blanks around it are dropped. Whether there is such a method only the
 * gateway knows.
 *
 * @throws {InvalidInput}
 */
export function parsePaymentMethod(input: unknown): PaymentMethod {
  return parseTextLine("the payment method", input, LONGEST_METHOD) as PaymentMethod;
}
