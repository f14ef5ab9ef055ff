/** What faults of payment gateways are made of: a sound gateway, and money that moves beside it. */

import type { PaymentGateway } from "../../../application/orders/payment_gateway.ts";
import { price } from "../payments_case.ts";

/** A fault, and the case that catches it. */
export interface BrokenGateway {
  readonly fault: string;
  readonly caughtBy: string;
  /** What is otherwise in the sound one; money that moves in the `other` one counts too. */
  readonly broken: (sound: PaymentGateway, other: PaymentGateway) => Partial<PaymentGateway>;
}

/** What the simulated gateway takes for each answer. */
export const methods = {
  pay: "pm_card_visa",
  decline: "pm_card_chargeDeclined",
  silence: "pm_card_hang",
  lost: "pm_card_chargeLost",
  failure: "pm_card_fail1Times",
};

/** Charges the order of a payment once more, where the sound gateway does not see it. */
export async function chargeElsewhere(other: PaymentGateway, paymentId: string): Promise<string> {
  const order = paymentId.replace(/^pay_(.*)_\d+$/s, "$1");
  const attempt = Math.floor(Math.random() * 1e9);
  const { signal } = new AbortController();
  const { id } = await other.begin({ order, attempt, amount: price }, signal);
  await other.complete({ id, method: methods.pay }, signal);
  return id;
}

/** Charges the order once more, and gives that back, where the sound gateway does not see it. */
export async function refundElsewhere(other: PaymentGateway, paymentId: string): Promise<void> {
  const id = await chargeElsewhere(other, paymentId);
  await other.refund({ id }, new AbortController().signal);
}
