/** Amounts as Stripe counts them. */

import { PaymentRefused } from "../../application/orders/payment_errors.ts";
import type { Money } from "../../domain/kernel/money.ts";

/**
 * Gives an amount in Stripe's units, which are the minor units of ISO 4217 but for three currencies:
 * Stripe counts ISK and UGX in hundredths that they do not have, and MGA without those it has.
 * (https://docs.stripe.com/currencies, zero-decimal currencies and special cases)
 *
 * @throws {PaymentRefused} when Stripe cannot express the amount
 */
export function stripeAmount({ amount, currency }: Money): number {
  if (currency === "ISK" || currency === "UGX") return amount * 100;
  if (currency !== "MGA") return amount;
  if (amount % 100 !== 0) {
    throw new PaymentRefused(
      "begin a payment",
      `Stripe takes whole ariary only, not ${amount / 100}`,
    );
  }
  return amount / 100;
}
